import * as z from 'zod';
import type { CallFunction } from '../../shared/aws/call-function.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { type AskCopyInput, AskCopyOutput } from '../../shared/contracts/verification/ask-copy.ts';

/** Names of the function ask-copy: in this stack, and in that of another Region. */
export const AskerSettings = z.object({ ASK_COPY: z.string().min(1), ASK_COPY_ELSEWHERE: z.string().min(1) });

type Where = Readonly<{ region: string; plan: DeployedPlan }>;

/** Looks at a copy from its Region, whichever that is. */
export type AskCopy = (where: Where, input: AskCopyInput) => Promise<AskCopyOutput>;

export const createAskCopy =
  (call: CallFunction, { ASK_COPY, ASK_COPY_ELSEWHERE }: z.output<typeof AskerSettings>): AskCopy =>
  async ({ region, plan }, input) => {
    const name = region === plan.regions.standby ? ASK_COPY : ASK_COPY_ELSEWHERE;
    return AskCopyOutput.parse(await call({ region, name }, input));
  };
