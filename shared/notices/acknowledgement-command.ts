import type { PlanName, RunId } from '../contracts/fields.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

/** Where the control table is. */
export type ControlPlace = Readonly<{ region: string; controlTable: string }>;

/** How a person says that they have seen a run; ready to be pasted once name and reason are filled in. */
export function acknowledgementCommand({ region, controlTable }: ControlPlace, plan: PlanName, runId: RunId): string[] {
  const item = {
    key: { S: `acknowledgement#${plan}` },
    runId: { S: runId },
    operator: { S: blanks.operator },
    reason: { S: blanks.reason },
  };
  const put = `aws dynamodb put-item --region ${region} --table-name ${controlTable}`;
  return [...pasteLines, ...commandWithJson(put, '--item', item)];
}
