import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment } from './run-program.ts';

/**
 * Reads until the end of its input, which comes when we close it or when our process ends, in whatever way. Ends what
 * servers there still are, twice since one may just be starting, and removes the folder. A server that is missed ends itself
 * within a minute: the postmaster looks whether its lock file is still there.
 */
const script = `
cat > /dev/null
[ -d "$1" ] || exit 0
for round in 1 2 3; do
  for file in "$1"/*/postmaster.pid; do
    [ -f "$file" ] && read -r pid < "$file" || continue
    case "$pid" in ''|*[!0-9]*) ;; *) kill -QUIT "$pid" 2> /dev/null ;; esac
  done
  sleep 0.2 || sleep 1
done
rm -rf "$1"
`;

export type Watchdog = Readonly<{ pid: number | undefined; dismiss: () => Promise<void> }>;

/** A shell of its own session, which Ctrl-C does not reach. It keeps no event loop alive. */
export function setWatchdog(folder: string): Watchdog {
  const child = spawn('sh', ['-c', script, 'postgres-watchdog', folder], {
    env: environment,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  child.unref();
  const dismiss = async (): Promise<void> => {
    const gone = child.exitCode === null ? once(child, 'exit') : undefined;
    child.ref();
    child.stdin.end();
    await gone;
  };
  return { pid: child.pid, dismiss };
}
