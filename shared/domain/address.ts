/** An IP address as addresses are compared: IPv6 as RFC 5952 writes it, 2001:db8::1. */
export function plainAddress(text: string): string {
  const lower = text.trim().toLowerCase();
  if (!lower.includes(':')) return lower;
  const host = URL.canParse(`http://[${lower}]/`) ? new URL(`http://[${lower}]/`).hostname : `[${lower}]`;
  return host.slice(1, -1);
}
