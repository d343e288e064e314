const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Hosts as the operator lists them, `*.` before a name meaning everything below it; a port where it is not the usual one. */
export const hostList = (text: string): readonly string[] => text.split(',').map(host => host.trim().toLowerCase()).filter(host => host !== '')

/**
 * Whether messages may be sent there: only to hosts that whoever runs Weft has listed, so that nobody makes the platform call machines of its own
 * network. https, but on loopback.
 */
export function isAllowedAddress (address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, hostname, username } = new URL(address)
  if (username !== '' || (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname)))) return false
  return hosts.some(allowed => allowed === host || (allowed.startsWith('*.') && hostname.endsWith(allowed.slice(1)))) // guard: listed hosts
}
