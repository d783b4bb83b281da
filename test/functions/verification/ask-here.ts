import { askCopy } from '../../../functions/ask-copy/ask-copy.ts';
import type { AskCopyDependencies } from '../../../functions/ask-copy/work.ts';
import type { AskCopy } from '../../../functions/check-restored-data/ask.ts';
import { AskCopyInput, AskCopyOutput } from '../../../shared/contracts/verification/ask-copy.ts';

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** As if the function beside the copy were called: nothing passes but what JSON holds. */
export const askHere =
  (dependencies: AskCopyDependencies): AskCopy =>
  async (_where, input) => {
    const answer = await askCopy(AskCopyInput.parse(overTheWire(input)), dependencies);
    return AskCopyOutput.parse(overTheWire(answer));
  };
