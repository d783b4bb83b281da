import type { RunId } from '../contracts/fields.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';

/** Said when the ledger cannot be read: the one thing known is that nothing is. */
export const blindNotice = (runId: RunId): Notice =>
  createNotice(`Unknown: a run of Lifeboat ended and its ledger cannot be read`, {
    head: [
      'A run has ended, and what it did cannot be read from its ledger. Do not take the service for recovered.',
      '',
      `Run: ${runId}. Look at the execution of this name in Step Functions, and at the ledger's table.`,
      `Reference: ${runId}:outcome`,
    ],
  });

/** Said when a run cannot go on and cannot even say where it stands. */
export const standstillNotice = (runId: RunId, state: string): Notice =>
  createNotice('A run of Lifeboat stands still: its ledger cannot be read', {
    head: [
      `A run cannot go on at ${oneLine(state, 100)}, and its ledger cannot be read. It goes on trying; look after the service meanwhile.`,
      'When the ledger answers again, you are asked whether the run goes on.',
      '',
      `Run: ${runId}. Look at the execution of this name in Step Functions, and at the ledger's table.`,
      `Reference: ${runId}:standstill`,
    ],
  });
