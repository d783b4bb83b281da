/** Of a machine: how long one of its executions may last, in seconds, as `TimeoutSeconds` of its definition says. */
type SweptMachine = Readonly<{ machine: string; longestSeconds: number }>;

/**
 * Machines whose executions settle-run completes. pay-fence is not among them: watch-debts goes by the debts, and a payment that none names
 * has nothing to be completed.
 */
export const sweptMachines: readonly SweptMachine[] = [
  { machine: 'detect', longestSeconds: 1800 },
  { machine: 'recover', longestSeconds: 691_200 },
  { machine: 'verify-restores', longestSeconds: 86_400 },
  { machine: 'settle-run', longestSeconds: 86_400 },
];
