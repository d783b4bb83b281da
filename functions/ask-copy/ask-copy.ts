import * as z from 'zod';
import { read } from '../../shared/aws/read.ts';
import { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { AskCopyInput, AskCopyOutput } from '../../shared/contracts/verification/ask-copy.ts';
import { verificationKey } from '../../shared/domain/verification/copy-name.ts';
import { InvalidInput } from '../../shared/errors.ts';
import { packed, unpacked } from '../../shared/lambda/packed.ts';
import { carryLedger } from '../../shared/ledger/carried-ledger.ts';
import { findRestored } from '../../shared/verification/find-verification.ts';
import { lookAtData } from './look-at-data.ts';
import type { AskCopyDependencies, Work } from './work.ts';

/**
 * One look at the data of one copy, from the VPC that the copy is in. It knows no ledger: what it has to know was brought along, and what is to
 * be written down goes back with the answer, however the look ended. Throws InvalidInput where the plan here is another.
 */
export async function askCopy(
  { planHash, entries: brought, ...input }: AskCopyInput,
  dependencies: AskCopyDependencies,
): Promise<AskCopyOutput> {
  const { item } = input;
  const { plan, region } = findRestored(dependencies.plans, item);
  if (plan.hash !== planHash)
    throw new InvalidInput(`the plan ${plan.plan} in ${region} is another than in its standby: deploy both again`, {
      ...item,
    });
  const { ledger, facts } = carryLedger(item.runId, unpacked(z.array(LedgerEntry), brought), dependencies.now);
  const stream = `check:${verificationKey(item)}` as const;
  const entries = await ledger.read(stream);
  const work: Work = { input, dependencies, ledger, stream, entries, startedAt: dependencies.now() };
  const looked = await read(() => lookAtData(work));
  const told = { facts: packed(facts()) };
  return looked.kind === 'known' ? { ...told, looked: looked.value } : { ...told, failure: looked.failure };
}
