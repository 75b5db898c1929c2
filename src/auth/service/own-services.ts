import type { Place } from '../paths.js'
import type { GatewayService } from './gateway-service.js'
import { isOfOtherUser, judgedServices } from './judged-services.js'
import { serviceLooksAt } from './service-place.js'

/** The services of this user that this shell's gateway may be, of which something is known. */
export const ownServices = (
  services: readonly GatewayService[],
  shell: Place,
  userName: string,
): readonly GatewayService[] =>
  judgedServices(services, shell, userName).filter(
    (service) => !isOfOtherUser(service, userName) && service.unread.length === 0,
  )

/** Those that run one and the same gateway, by its state and config; only where there are several. */
export const rivalServices = (
  services: readonly GatewayService[],
  shell: Place,
): readonly (readonly GatewayService[])[] => {
  const groups = new Map<string, GatewayService[]>()
  for (const service of services) {
    const { state, config } = serviceLooksAt(service, shell)
    if (state === null || config === null) continue
    const name = JSON.stringify([state, config])
    groups.set(name, [...(groups.get(name) ?? []), service])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}
