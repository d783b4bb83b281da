/** An attempt at a task that failed leaves so many events more. */
const eventsPerRetry = 3;

/** A history of Step Functions holds 25,000 events; the other half is for questions, and for attempts that come to nothing. */
const mostEvents = 12_000;

/** What an execution has used of its history by now, by our own count, and whether it has to go on in another one. */
export function spend(
  { used, retries }: Readonly<{ used: number; retries: number }>,
  eventsPerLook: number,
): Readonly<{ used: number; isSpent: boolean }> {
  const all = used + eventsPerLook + retries * eventsPerRetry;
  return { used: all, isSpent: all >= mostEvents };
}
