import type { SimulatedAws } from 'simulated-aws';
import { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { VerificationRecord } from '../shared/contracts/verification/record.ts';
import type { DeployedStack } from './deploy-stack.ts';

type Place = Readonly<{ aws: SimulatedAws; stack: DeployedStack }>;

export function readRecord(place: Place, runId: string): RecoveryRecord | undefined {
  const text = textOf(place, runId, 'record.json');
  return text === undefined ? undefined : RecoveryRecord.parse(JSON.parse(text));
}

/** What a run has left in its bucket under this name; undefined when it left nothing. */
function textOf({ aws, stack }: Place, runId: string, file: string): string | undefined {
  const found = aws.s3.objectsOf(stack.recordsBucket).find(({ key }) => key.endsWith(`/${runId}/${file}`));
  return found && Buffer.from(found.body).toString('utf8');
}

export function readVerification(place: Place, runId: string): VerificationRecord | undefined {
  const text = textOf(place, runId, 'record.json');
  return text === undefined ? undefined : VerificationRecord.parse(JSON.parse(text));
}
