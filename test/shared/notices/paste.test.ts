import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { PlanName, RunId } from '../../../shared/contracts/fields.ts';
import { Answer, StartRecovery } from '../../../shared/contracts/recovery/run.ts';
import { OperatorName, Reason } from '../../../shared/contracts/said.ts';
import { acknowledgementCommand } from '../../../shared/notices/acknowledgement-command.ts';
import { answerLines } from '../../../shared/notices/answer-commands.ts';
import { startLines } from '../../../shared/notices/start-command.ts';
import { pasteInto, pastesIn } from './handed-over.ts';

const plan = PlanName.parse('orders');
const region = 'us-east-1';
const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:lifeboat-prod-detect:one';
const answers = [
  { answer: 'approve', meaning: 'yes' },
  { answer: 'refuse', meaning: 'no' },
] as const;

const Texts = z.looseObject({ operator: OperatorName, reason: Reason });
const Item = z.looseObject({ operator: z.object({ S: OperatorName }), reason: z.object({ S: Reason }) });

const commands = [
  {
    what: 'an answer',
    lines: answerLines({ region, taskToken: 'AQCw+/=', expiresAt: '2026-01-05T03:30:00.000Z', answers }),
    read: (json: unknown) => Answer.parse(json),
  },
  {
    what: 'a start',
    lines: startLines({ plan, executionArn, region, recoverMachine: 'lifeboat-prod-recover' }),
    read: (json: unknown) => Texts.parse(StartRecovery.parse(json)),
  },
  {
    what: 'an acknowledgement',
    lines: acknowledgementCommand({ region, controlTable: 'control' }, plan, RunId.parse('run-1')),
    read: (json: unknown) => {
      const { operator, reason } = Item.parse(json);
      return { operator: operator.S, reason: reason.S };
    },
  },
];

/** As people type them: an apostrophe, words of a shell, a quotation mark as the notice says. */
const typed = [
  { operator: "Ada O'Neil", reason: "us-west-2 doesn't answer" },
  { operator: 'CORP\\ada', reason: 'C:\\new says "no"' },
  { operator: 'José "Pepe" N.', reason: 'it`s down; $HOME $(id) !! \\ & > < | # *' },
];
const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const shells = ['sh', 'bash', 'zsh', 'dash'].filter((shell) => spawnSync(shell, ['-c', 'exit']).status === 0);

describe.each(commands)('the command for $what', ({ lines, read }) => {
  const pastes = pastesIn(lines.join('\n'));

  it.each(typed)('keeps $operator and $reason whole in every shell that is here', ({ operator, reason }) => {
    expect(pastes.length).toBeGreaterThan(0);
    for (const shell of shells) {
      for (const paste of pastes) {
        const filledIn = paste.replace('<your name>', () => asJson(operator)).replace('<why>', () => asJson(reason));
        const { arguments: given, input } = pasteInto(shell, filledIn);
        expect(given.at(-1), shell).toBe('file:///dev/stdin');
        expect(read(JSON.parse(input)), shell).toMatchObject({ operator, reason });
      }
    }
  });

  it('is refused as it stands', () => {
    for (const paste of pastes)
      expect(() => read(JSON.parse(paste.split('\n')[1] ?? ''))).toThrow(/place of the sample/);
  });
});

describe('the form for PowerShell', () => {
  const message = commands[0]?.lines.join('\n') ?? '';
  /** Between @' at the end of a line and '@ at the beginning of one PowerShell gives nothing a meaning. */
  const [, file, json = '', command] = /WriteAllText\("\$PWD\/(\S+)", @'\n(.*)\n'@\)\n(aws .*)$/m.exec(message) ?? [];

  it.each(typed)('keeps $operator and $reason whole', ({ operator, reason }) => {
    const filledIn = json.replace('<your name>', () => asJson(operator)).replace('<why>', () => asJson(reason));
    expect(filledIn).not.toMatch(/^'@/m);
    expect(Answer.parse(JSON.parse(filledIn))).toMatchObject({ answer: 'approve', operator, reason });
  });

  it('hands the file that it has written to one command, without a word in apostrophes', () => {
    expect(command).toBe(
      `aws stepfunctions send-task-success --region ${region} --task-token "AQCw+/=" --task-output file://${file}`,
    );
    expect(message.split('\n').filter((line) => line.startsWith('aws ') && line.includes("'"))).toEqual(
      answers.map(() => expect.stringMatching(/<<'JSON'$/)),
    );
  });
});

it('is tried in one shell at least', () => {
  expect(shells).toContain('sh');
});
