import { defineConfig } from 'vitest/config'

/** Tests that run the built program or look at what was built; all others run the sources as they are. */
const built = [
  'test/e2e/**/*.test.ts',
  'test/repository/{manifest,schemas,package-size,public-entry,public-declarations}.test.ts',
]

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: built,
          setupFiles: ['test/setup/empty-home.ts', 'test/setup/seed.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          include: built,
          setupFiles: ['test/setup/empty-home.ts', 'test/setup/seed.ts'],
          globalSetup: ['test/setup/built.ts'],
        },
      },
    ],
  },
})
