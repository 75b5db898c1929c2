import type { Place } from '../paths.js'
import type { GatewayService } from './gateway-service.js'
import { looksAt, serviceLooksAt } from './service-place.js'

export const isOfOtherUser = (service: GatewayService, userName: string): boolean =>
  service.user !== null && service.user !== userName

/**
 * The services that this shell's gateway may be. Where one of them looks where this shell looks, the others are
 * gateways of their own: of another profile, or another user.
 */
export const judgedServices = (
  services: readonly GatewayService[],
  shell: Place,
  userName: string,
): readonly GatewayService[] => {
  const here = looksAt(shell)
  const same = services.filter((service) => {
    const { state, config } = serviceLooksAt(service, shell)
    return !isOfOtherUser(service, userName) && state === here.state && config === here.config
  })
  return same.length > 0 ? same : services
}
