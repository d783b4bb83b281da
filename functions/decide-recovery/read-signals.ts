import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { SignalReading } from '../../shared/domain/decide-recovery.ts';

type Signal = DeployedPlan['detection']['signals'][number];

type Answer = Readonly<{ status: number; text: string }>;

/** As a Route 53 health check has it: an answer that comes later than this does not count. */
const patienceMs = 5000;
/** Route 53 looks for its string in as many bytes. */
const bytesRead = 5120;

const ask = (url: URL): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, { agent: false, headers: { 'user-agent': 'lifeboat' } }, (response) => {
      let body = Buffer.alloc(0);
      const finish = () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, text: body.subarray(0, bytesRead).toString('utf8') });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        body = Buffer.concat([body, chunk]);
        if (body.length >= bytesRead) finish();
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, patienceMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end();
  });

const judge = ({ contains }: Signal, { status, text }: Answer): Pick<SignalReading, 'state' | 'answer'> => {
  if (status < 200 || status > 399) return { state: 'bad', answer: `status ${status}` };
  if (contains !== undefined && !text.includes(contains))
    return { state: 'bad', answer: `status ${status}, but not the text that it should contain` };
  return { state: 'good', answer: `status ${status}` };
};

/** Failures of our own side: they say nothing about the service. */
const ownFailures = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EMFILE', 'EADDRNOTAVAIL']);

const judgeError = (error: unknown): Pick<SignalReading, 'state' | 'answer'> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  return ownFailures.has(code) ? { state: 'unknown', answer: code } : { state: 'bad', answer: `no answer: ${code}` };
};

const read = async (signal: Signal, now: () => string): Promise<SignalReading> => {
  const at = now();
  try {
    return { probe: signal.probe, at, ...judge(signal, await ask(new URL(signal.probe))) };
  } catch (error) {
    return { probe: signal.probe, at, ...judgeError(error) };
  }
};

/** Asks every signal of a plan at once, from where this function runs: the standby Region. */
export const createReadSignals =
  (now: () => string) =>
  (signals: readonly Signal[]): Promise<SignalReading[]> =>
    Promise.all(signals.map((signal) => read(signal, now)));
