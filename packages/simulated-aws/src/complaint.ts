/** Something that the person at the keyboard can put right. Shown as its message alone: one line that says what to do. */
export class Complaint extends Error {
  override readonly name = 'Complaint';
}

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
