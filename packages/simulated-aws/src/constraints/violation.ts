/** What a member of a request demands and does not have. */
export type Violation = Readonly<{
  /** Names as in the SDK; members of lists by number from 1, of maps by key. */
  path: readonly string[];
  kind: 'null' | 'enum' | 'length' | 'range' | 'pattern';
  /** In AWS's words: `Member must …` */
  demand: string;
  /** Undefined where an error does not repeat it. */
  value: unknown;
  /** The shape of the member; of one that is missing that of the structure. */
  shape: string;
}>;

/** Notes violations, and where in the request the check is. */
export type Findings = Readonly<{
  trail: string[];
  found: Violation[];
}>;

export type Check = (value: unknown, findings: Findings) => void;

export function note({ trail, found }: Findings, violation: Omit<Violation, 'path'>): void {
  found.push({ ...violation, path: [...trail] });
}
