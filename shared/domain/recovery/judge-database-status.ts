/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html */
const usable = new Set(['available', 'backing-up', 'storage-optimization']);

const terminal = new Set([
  'failed',
  'restore-error',
  'incompatible-restore',
  'incompatible-network',
  'incompatible-parameters',
  'incompatible-option-group',
  'insufficient-capacity',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'storage-full',
  'stopped',
  'deleting',
]);

/**
 * `usable`: takes connections. `terminal`: will not get better by itself. `busy`: everything else, names that AWS has not
 * thought of yet among them; the step's timeout bounds how long that may last.
 */
export function judgeDatabaseStatus(status: string): 'usable' | 'terminal' | 'busy' {
  if (usable.has(status)) return 'usable';
  return terminal.has(status) ? 'terminal' : 'busy';
}
