import fc from 'fast-check'

// The same examples every time, so that a run that passed passes again; set another seed to look further.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_260_124) })
