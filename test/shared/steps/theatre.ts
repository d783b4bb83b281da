import { StepId } from '../../../shared/contracts/fields.ts';
import type { Fact, FactOf, LedgerEntry, Stream } from '../../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { StepInput, StepOutput } from '../../../shared/contracts/recovery/run.ts';
import type { Control } from '../../../shared/control/control.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import type { Surroundings } from '../../../shared/executor/advance.ts';
import { chainStart, sealEntry } from '../../../shared/ledger/chain.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import { createFuse } from '../../support/fuse.ts';
import { runId } from '../support/entries.ts';
import { failover, letGo, openedFor } from '../support/plan.ts';

export type Theatre = ReturnType<typeof createTheatre>;

const startsAt = Date.parse('2026-01-05T03:01:00Z');

/** A run that was let go on, a clock that only the test moves, and tables in memory with the real types. */
export const createTheatre = (plan: DeployedPlan, opened: Partial<FactOf<'runOpened'>> = {}) => {
  const fuse = createFuse();
  const entries: LedgerEntry[] = [];
  let ms = startsAt;
  const state: { objection: string | undefined; isLedgerUp: boolean; isConfirmed: boolean; plan: DeployedPlan } = {
    objection: undefined,
    isLedgerUp: true,
    isConfirmed: true,
    plan,
  };

  const write = (stream: Stream, fact: Fact): LedgerEntry => {
    const chain = entries.filter((entry) => entry.stream === stream);
    const previousHash = chain.at(-1)?.hash ?? chainStart;
    const at = new Date(ms).toISOString();
    const entry = sealEntry({ runId, stream, sequence: chain.length, at, previousHash, fact });
    entries.push(entry);
    return entry;
  };
  for (const fact of [openedFor(plan, opened), ...letGo(plan)]) write('run', fact);

  let confirmedMs = 0;
  const confirm = (): void => {
    if (ms - confirmedMs < 30_000) return;
    confirmedMs = ms;
    for (const { name: stage } of failover(state.plan).stages)
      write('run', { type: 'stageConfirmed', stage, verdict: 'go', code: 'lost', reason: 'a test', signals: [] });
  };

  const turn = async (): Promise<void> => {
    await fuse.pass();
    if (!state.isLedgerUp) throw new LedgerUnavailable('the table of the test does not answer');
  };
  const ledger: Ledger = {
    append: async (stream, fact) => {
      await turn();
      const entry = write(stream, fact);
      await fuse.pass();
      return entry;
    },
    read: async (stream) => {
      await turn();
      return entries.filter((entry) => stream === undefined || entry.stream === stream);
    },
  };
  const notAsked = async (): Promise<never> => {
    throw new Error('a step has no business with this');
  };
  const control: Control = {
    acquire: notAsked,
    release: notAsked,
    reopen: notAsked,
    standing: notAsked,
    watch: notAsked,
    keepWatch: notAsked,
    history: notAsked,
    remember: notAsked,
    keptWatch: notAsked,
    promotions: notAsked,
    keepPromotion: async () => await turn(),
    objection: async () => {
      await turn();
      return state.objection;
    },
  };

  return {
    fuse,
    state,
    write,
    entries: (): readonly LedgerEntry[] => entries,
    facts: (step: string): readonly Fact[] =>
      entries.filter(({ stream }) => stream === `step:${step}`).map(({ fact }) => fact),
    now: () => ms,
    sleep: (seconds: number): void => {
      ms += seconds * 1000;
    },
    /** Who looks has had every stage confirmed just before, unless the test says otherwise. */
    surroundings: <D>(aws: D): Surroundings<D> => ({
      plans: { [state.plan.plan]: state.plan },
      ledgerOf: () => {
        if (state.isConfirmed) confirm();
        return ledger;
      },
      control,
      now: () => new Date(ms).toISOString(),
      aws,
    }),
  };
};

export const inputOf = (step: string, lookedAt = ''): StepInput => ({
  runId,
  stepId: StepId.parse(step),
  attempt: 1,
  used: 0,
  retries: 0,
  enteredAt: '',
  lookedAt,
});

/** As the state machine does it: again and again after the pause that was asked for; a function that died is tried again. */
export const runToEnd = async (
  theatre: Theatre,
  look: (lookedAt: string) => Promise<StepOutput>,
  mostLooks = 2000,
): Promise<{ last: StepOutput; outputs: StepOutput[]; deaths: number }> => {
  const outputs: StepOutput[] = [];
  let deaths = 0;
  while (outputs.length < mostLooks) {
    const lookedAt = outputs.at(-1)?.lookedAt ?? '';
    const output = await theatre.fuse.outlive(() => look(lookedAt));
    if (output === undefined) deaths += 1;
    else outputs.push(output);
    if (output !== undefined && output.status !== 'waiting') return { last: output, outputs, deaths };
    theatre.sleep(output?.waitSeconds ?? 1);
  }
  throw new Error(`no end after ${mostLooks} looks`);
};
