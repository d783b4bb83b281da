/** What somebody outside the run adds to its report: a rehearsal says what its writer saw and how fast AWS was played. */
export type Annex = Readonly<{
  title: string;
  rows: readonly Readonly<{ label: string; value: string }>[];
  note: string;
}>;
