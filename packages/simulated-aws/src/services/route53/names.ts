/** Route 53 keeps names in lower case and with their final dot, and the asterisk of a wildcard as an escape. */
export function normalName(name: string): string {
  const lower = name.toLowerCase().replace(/^\*(?=\.)/, '\\052');
  return lower.endsWith('.') ? lower : `${lower}.`;
}

/** The same name as a resolver's client writes it. */
export const hostName = (name: string): string => normalName(name).slice(0, -1);

export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

export const compareNames = (left: string, right: string): number => compareText(reversed(left), reversed(right));

/** `www.example.com.` as `com.example.www.`: the order in which Route 53 lists names, final dot included. */
const reversed = (name: string): string => `${normalName(name).slice(0, -1).split('.').reverse().join('.')}.`;
