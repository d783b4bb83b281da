import { createHash } from 'node:crypto';
import type { RunId, StepId } from '../contracts/fields.ts';
import { canonicalJson } from '../domain/canonical-json.ts';

/**
 * A proof is a request of which only the query comes from outside: host, path and method are ours, and a header that is signed with it
 * says what it was made for. So it proves nothing about another run, another step or other words.
 */
export const proofHeader = 'x-lifeboat-for';

/** In seconds. STS itself takes a signed request for so long, whatever it says of its own expiry. */
export const proofLifetime = 900;

type Message = Readonly<Record<string, unknown>>;

/** The name of an execution is used once only. */
export const purposeOfStart = (runId: RunId, message: Message): string => `start/${runId}/${digestOf(message)}`;

/** Of all that is said but the proof itself. */
const digestOf = ({ identity: _, ...message }: Message): string =>
  createHash('sha256').update(canonicalJson(message)).digest('hex');

type About = Readonly<{ runId: RunId; stepId?: StepId | undefined }>;

export const purposeOfAnswer = ({ runId, stepId }: About, message: Message): string =>
  `answer/${runId}/${stepId ?? '-'}/${digestOf(message)}`;

/** Of the Region alone: a proof must be had when another one is lost. */
export const stsHostOf = (region: string): string =>
  `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
