/** What one health checker saw last. `status` is the text of GetHealthCheckStatus. */
export type Observation = Readonly<{ isHealthy: boolean; status: string }>;

export const success = (what: string): Observation => ({ isHealthy: true, status: `Success: ${what}` });
export const failure = (what: string): Observation => ({ isHealthy: false, status: `Failure: ${what}` });

export function failureOf(error: unknown): Observation {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND') return failure('DNS resolution failed: the name has no address.');
  if (code === 'ECONNREFUSED') return failure('The endpoint refused the connection.');
  return failure(`The connection was lost. ${error instanceof Error ? error.message : String(error)}`);
}
