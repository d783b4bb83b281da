/** Why a piece of work has waited, oldest first; a reason that stayed stands once. */
export type Waits = readonly Readonly<{ at: string; because: string }>[];

/** Since when it has waited for this reason and no other. Undefined: it does not, or begins now. */
export function waitingSince(waits: Waits, because: string): string | undefined {
  const last = waits.at(-1);
  return last?.because === because ? last.at : undefined;
}
