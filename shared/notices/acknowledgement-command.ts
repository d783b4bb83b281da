import type { PlanName, RunId } from '../contracts/fields.ts';

/** Where the control table is. */
export type ControlPlace = Readonly<{ region: string; controlTable: string }>;

/** By which a person says that they have seen a run; ready to be pasted once name and reason are filled in. */
export const acknowledgementCommand = (
  { region, controlTable }: ControlPlace,
  plan: PlanName,
  runId: RunId,
): string => {
  const item = {
    key: { S: `acknowledgement#${plan}` },
    runId: { S: runId },
    operator: { S: '<your name>' },
    reason: { S: '<why>' },
  };
  return `aws dynamodb put-item --region ${region} --table-name ${controlTable} --item '${JSON.stringify(item)}'`;
};
