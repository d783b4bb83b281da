import type { Clock } from 'simulated-aws/clock/clock.ts';
import type { Network } from 'simulated-aws/network/network.ts';
import { askHttp } from './ask-http.ts';
import { rowsPath } from './landscape/build/application.ts';

/** Where the name of the service leads at the moment, and for how long that may be believed. */
export type Resolve = (name: string) => Promise<Readonly<{ canonicalName: string; ttlMs: number }>>;

export type WriterSettings = Readonly<{
  clock: Clock;
  network: Network;
  resolve: Resolve;
  /** The service's name. */
  host: string;
  token: string;
  pauseMs: number;
  /** Of its rows: writers of one database must not take each other's. */
  firstSequence: number;
}>;

/** A row that the service said it has, and when it did, in ms. */
export type Acknowledged = Readonly<{ sequence: number; at: number }>;

export type Journal = Readonly<{
  acknowledged: readonly Acknowledged[];
  attempts: number;
  /** When the first request that failed was sent, in ms. */
  firstFailedAt: number | undefined;
  /** The same of the last one. */
  lastFailedAt: number | undefined;
  /** When the service answered again, from another Region than at first. */
  servedAgainAt: number | undefined;
  regions: readonly string[];
}>;

export type Writer = Readonly<{ journal: () => Journal; stop: () => Promise<void> }>;

/**
 * A client of the service, outside every Region: resolves its name, believes the answer for its TTL, writes numbered rows
 * one after the other and remembers which of them were acknowledged. A row without an answer is not sent again.
 */
export function startWriter(settings: WriterSettings): Writer {
  const acknowledged: Acknowledged[] = [];
  const regions: string[] = [];
  const state: {
    firstFailedAt?: number;
    lastFailedAt?: number;
    servedAgainAt?: number;
    attempts: number;
    isStopped: boolean;
  } = {
    attempts: 0,
    isStopped: false,
  };
  const target = believing(settings);

  const writeOne = async (): Promise<void> => {
    const sequence = settings.firstSequence + state.attempts;
    state.attempts += 1;
    const sentAt = settings.clock.now();
    try {
      const region = await send(settings, await target(), sequence);
      acknowledged.push({ sequence, at: settings.clock.now() });
      if (!regions.includes(region)) regions.push(region);
      if (regions.length > 1) state.servedAgainAt ??= settings.clock.now();
    } catch {
      state.firstFailedAt ??= sentAt;
      state.lastFailedAt = sentAt;
    }
  };

  const run = async (): Promise<void> => {
    while (!state.isStopped) {
      await writeOne();
      await settings.clock.sleep(settings.pauseMs);
    }
  };
  const running = run();

  return {
    journal: () => ({
      acknowledged: [...acknowledged],
      attempts: state.attempts,
      firstFailedAt: state.firstFailedAt,
      lastFailedAt: state.lastFailedAt,
      servedAgainAt: state.servedAgainAt,
      regions: [...regions],
    }),
    stop: async () => {
      state.isStopped = true;
      await running;
    },
  };
}

/** Where the name leads, by the last answer for as long as its TTL lets it be believed. */
function believing({ clock, resolve, host }: WriterSettings): () => Promise<string> {
  let believed = { canonicalName: '', until: 0 };
  return async () => {
    if (clock.now() < believed.until) return believed.canonicalName;
    const { canonicalName, ttlMs } = await resolve(host);
    believed = { canonicalName, until: clock.now() + ttlMs };
    return canonicalName;
  };
}

/** One row, sent once. Resolves with the Region that took it; rejects when no answer came or it was not a yes. */
async function send(settings: WriterSettings, to: string, sequence: number): Promise<string> {
  const { clock, network, host, token } = settings;
  const connect = () => network.connect({ host: to, port: 443 });
  const body = JSON.stringify({ sequence });
  const answer = await askHttp({ clock, connect }, { host, method: 'POST', path: rowsPath, token, body });
  if (answer.status !== 201) throw new Error(`status ${answer.status}`);
  return regionIn(answer.body);
}

function regionIn(text: string): string {
  const parsed: unknown = JSON.parse(text);
  const isObject = typeof parsed === 'object' && parsed !== null && 'region' in parsed;
  return isObject ? String(parsed.region) : 'unknown';
}
