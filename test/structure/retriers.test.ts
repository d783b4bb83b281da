import { describe, expect, it } from 'vitest';
import { type NamedState, type Rule, statesOf } from '../../deployment/lint/asl.ts';
import { machines } from './sources.ts';

/** By what they are for; the list of errors tells them apart. */
const purposes = {
  service: /^Lambda\.ServiceException,/,
  crash: /^Lambda\.Unknown,/,
  silence: /^States\.Timeout$/,
  ledger: /^LedgerUnavailable$/,
  asking: /^States\.TaskFailed$/,
  closing: /^States\.TaskFailed,States\.Timeout$/,
} as const;

const namesIn = ({ ErrorEquals }: Rule): string => ErrorEquals.join(',');
const retriers = ({ state }: NamedState): readonly Rule[] => state.Retry ?? [];
const has = (task: NamedState, purpose: keyof typeof purposes): boolean =>
  retriers(task).some((rule) => purposes[purpose].test(namesIn(rule)));

const tasks = machines.flatMap(({ name: machine, machine: definition }) =>
  statesOf(definition)
    .filter(({ state }) => state.Type === 'Task')
    .map((task) => ({ machine, task, what: `${machine} ${task.name}` })),
);
const invoking = tasks.filter(({ task }) => task.state.Resource?.includes(':lambda:invoke'));

/** Tasks that are not simply run again when what they call has died, each with its reason. */
const notRunAgain: Readonly<Record<string, string>> = {
  'recover RunStep': 'starts an execution, of which a name is taken once; what is in doubt is looked for by FindStep',
  'recover RunWideStep': 'the same',
  'recover FindStep': 'asks Step Functions, where nothing of ours can die; every failure of it is tried again',
  'recover FindWideStep': 'the same',
  'run-step StartPayment': 'starts an execution; every failure but a name that is taken is tried again',
  'pay-fence StartPayment': 'the same',
  'settle-run StartPayment': 'the same',
  'detect StartRecovery': 'starts an execution; every failure but a name that is taken is tried again',
};

/** Closing tasks, and what writes down that something failed: to do them again is harmless whatever was wrong. */
const closing = [
  'recover ProveRecovery',
  'recover RecordFailure',
  'recover RecordOutcome',
  'recover NotifyOperators',
  'recover CloseRun',
  'run-step RecordFailure',
  'pay-fence SettleDebt',
  'detect RecordRefusal',
  'verify-restores RecordFailure',
  'verify-restores RecordVerification',
  'verify-restores NotifyVerification',
  'verify-restores CloseVerification',
  'settle-run RecordOutcome',
  'settle-run NotifyOperators',
  'settle-run CloseRun',
  'settle-run RecordVerification',
  'settle-run NotifyVerification',
  'settle-run CloseVerification',
];

/** Where silence is an answer: a question that nobody has answered in time. */
const isQuestion = ({ task }: (typeof tasks)[number]): boolean =>
  task.state.Resource?.endsWith('.waitForTaskToken') ?? false;

/** Nothing is waited for that hangs: what was not assessed is a question. */
const ofAssessing = 'recover AssessKind';

/** settle-run has hours for what it tries, whatever fails, and says so in one retrier. */
const ofSettling = ['settle-run InspectExecution', 'settle-run RecordRefusal', 'settle-run SettleDebt'];

describe('a task', () => {
  it('is run again when what it called has died, but for those that are named', () => {
    const without = tasks.filter(({ task }) => !has(task, 'crash')).map(({ what }) => what);
    expect(without.sort()).toEqual([...Object.keys(notRunAgain), ...ofSettling].sort());
  });

  it('that invokes a function is tried again when Lambda does not answer', () => {
    expect(invoking.filter(({ task }) => !has(task, 'service')).map(({ what }) => what)).toEqual(ofSettling);
  });

  it('of settling without which nothing would be settled is tried for hours, whatever fails', () => {
    const settling = tasks.filter(({ what }) => ofSettling.includes(what));
    expect(settling).toHaveLength(ofSettling.length);
    for (const { task } of settling) {
      const [only, ...others] = retriers(task);
      expect(others).toEqual([]);
      expect(only).toMatchObject({ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], MaxAttempts: 500 });
    }
  });

  it('that invokes a function is tried again when nothing is heard of it, unless it is a question', () => {
    const deaf = invoking.filter((one) => !isQuestion(one) && !has(one.task, 'silence') && !has(one.task, 'closing'));
    expect(deaf.map(({ what }) => what).sort()).toEqual([ofAssessing]);
    const impatient = invoking.filter((one) => isQuestion(one) && has(one.task, 'silence'));
    expect(impatient).toEqual([]);
  });

  it('that reads or writes the ledger waits for it', () => {
    const impatient = invoking.filter(({ task }) => !has(task, 'ledger')).map(({ what }) => what);
    const bySomethingElse = [...ofSettling, ...closing.filter((what) => what.startsWith('settle-run'))];
    expect(impatient.sort()).toEqual(bySomethingElse.sort());
  });

  it('that closes a run is tried again whatever was wrong, and no other is', () => {
    const tried = tasks.filter(({ task, what }) => has(task, 'closing') && !ofSettling.includes(what));
    const found = tried.map(({ what }) => what).filter((what) => !(what in notRunAgain));
    expect(found.sort()).toEqual([...closing].sort());
  });

  it('that asks a person is tried again whatever was wrong, and no other is but by what closes a run', () => {
    const asking = tasks.filter(({ task }) => has(task, 'asking'));
    expect(asking.map(({ what }) => what).sort()).toEqual(
      tasks
        .filter(isQuestion)
        .map(({ what }) => what)
        .sort(),
    );
  });

  it('has its retriers from narrow to wide, so that each error meets the one that is meant for it', () => {
    const order = ['service', 'crash', 'silence', 'ledger', 'asking', 'closing'] as const;
    const place = (rule: Rule) => order.findIndex((purpose) => purposes[purpose].test(namesIn(rule)));
    const disordered = invoking.filter(({ task }) => {
      const places = retriers(task)
        .map(place)
        .filter((index) => index >= 0);
      return places.some((index, at) => at > 0 && index < (places[at - 1] ?? 0));
    });
    expect(disordered.map(({ what }) => what)).toEqual([]);
  });
});

describe('a retrier', () => {
  it.each(['service', 'crash', 'silence', 'asking', 'closing'] as const)(
    'for %s is one and the same in every machine',
    (purpose) => {
      const texts = tasks
        .filter(({ what }) => !(what in notRunAgain) && !ofSettling.includes(what))
        .flatMap(({ task }) => retriers(task))
        .filter((rule) => purposes[purpose].test(namesIn(rule)))
        .map((rule) => JSON.stringify(rule));
      expect(texts.length).toBeGreaterThan(2);
      expect(new Set(texts).size).toBe(1);
    },
  );

  it('for the ledger bridges half an hour and more, but where people must hear of it sooner', () => {
    const texts = new Map<string, string[]>();
    for (const { machine, task } of tasks)
      for (const rule of retriers(task).filter((one) => purposes.ledger.test(namesIn(one))))
        texts.set(JSON.stringify(rule), [...(texts.get(JSON.stringify(rule)) ?? []), machine]);
    const [long, brief, ...others] = [...texts].sort(([, a], [, b]) => b.length - a.length);
    expect(others).toEqual([]);
    expect(JSON.parse(long?.[0] ?? '')).toMatchObject({
      MaxAttempts: 180,
      MaxDelaySeconds: 30,
      JitterStrategy: 'FULL',
    });
    expect(new Set(brief?.[1])).toEqual(new Set(['detect']));
  });

  it('has jitter, and a longest delay', () => {
    const bare = tasks.flatMap(({ task, what }) =>
      retriers(task).flatMap((rule) =>
        rule.MaxAttempts === 0 || (rule.JitterStrategy === 'FULL' && typeof rule.MaxDelaySeconds === 'number')
          ? []
          : [what],
      ),
    );
    expect(bare).toEqual([]);
  });
});

describe('a deadline', () => {
  const deadlineOf = (name: string) => machines.find((one) => one.name === name)?.machine.TimeoutSeconds ?? 0;

  it('of whoever awaits a step is later than that of the step', () => {
    const starts = tasks.filter(({ task }) => /^Run(Wide)?Step$/.test(task.name));
    expect(starts).toHaveLength(2);
    for (const { task } of starts) expect(task.state.TimeoutSeconds).toBeGreaterThan(deadlineOf('run-step'));
  });

  it('of a run is later than that of a step', () => {
    expect(deadlineOf('recover')).toBeGreaterThan(deadlineOf('run-step'));
  });
});
