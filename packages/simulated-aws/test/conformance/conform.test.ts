import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conform } from '../../conformance/conform.ts';

const own = readFileSync(new URL('vectors.json', import.meta.url), 'utf8');
const run = (text: string) => conform(['vectors.json'], () => text);
const one = (changes: object) =>
  JSON.stringify({ vectors: [{ id: 'v', kind: 'execution', queryLanguage: 'JSONata', definition: {}, ...changes }] });

describe('the conformance tool', () => {
  it('finds our own vectors to agree, and names what is outside with the reason', async () => {
    const { exitCode, out } = await run(own);
    expect(out.split('\n')).toEqual([
      'outside validation: a count that was not recorded: AWS refuses a stateConfiguration that the vector does not hold',
      'outside execution: a path of the older language: NotSimulated: states: the JSONPath state /States/P',
      'execution: 2 agree, 0 differ, 1 outside',
      'testState: 2 agree, 0 differ, 0 outside',
      'validation: 2 agree, 0 differ, 1 outside',
      'all: 6 agree, 0 differ, 2 outside',
      'JSONata: 6 of 7 cases agree (85.7 %)',
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  it.each([
    {
      what: 'an output',
      from: '"output": "Tired"',
      to: '"output": "Awake"',
      line: 'output: expected "Awake", found "Tired"',
    },
    { what: 'a list of events', from: '"TaskStateExited",', to: '', line: 'events: expected' },
    {
      what: 'inspected data',
      from: '"retryBackoffIntervalSeconds": 12',
      to: '"retryIndex": 0',
      line: 'inspectionData',
    },
    {
      what: 'an answer that AWS does not give',
      from: '"nextState": "Many", ',
      to: '',
      line: 'nextState: expected undefined',
    },
    {
      what: 'a judgement',
      from: '"result": "OK"',
      to: '"result": "FAIL"',
      line: 'result: expected "FAIL", found "OK"',
    },
    { what: 'the words of a refusal', from: "Field 'Mood'", to: "Field 'Food'", line: 'message: expected' },
    {
      what: 'a value that must be there',
      from: '"id": "{% $states.context.Execution.Id %}"',
      to: '"ID": "{% $states.context.Execution.Id %}"',
      line: 'output: expected',
    },
  ])('reports a planted difference in $what, and ends with 1', async ({ from, to, line }) => {
    expect(own).toContain(from);
    const { exitCode, out } = await run(own.replace(from, to));
    expect(out).toContain(line);
    expect(out).toContain('all: 5 agree, 1 differ, 2 outside');
    expect(exitCode).toBe(1);
  });

  it('takes a refusal for a difference where AWS answers', async () => {
    const { exitCode, out } = await run(one({ expect: { status: 'SUCCEEDED' } }));
    expect(out).toContain('differs v\n  InvalidDefinition: Invalid State Machine Definition');
    expect(exitCode).toBe(1);
  });

  it('ends with 2 when every case is outside', async () => {
    const definition = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
    const { exitCode, out, error } = await run(one({ queryLanguage: 'JSONPath', definition, expect: { status: 'S' } }));
    expect(out).toContain('all: 0 agree, 0 differ, 1 outside');
    expect({ exitCode, error }).toEqual({ exitCode: 2, error: 'Nothing in vectors.json could be compared.\n' });
  });

  it('tells how it is used', async () => {
    const { exitCode, out } = await conform(['--help'], () => '');
    expect(out).toContain('npm run conformance -- <vectors.json>');
    expect(exitCode).toBe(0);
  });

  it.each([
    { what: 'no file', argv: [], text: own, error: 'Name the file' },
    { what: 'two files', argv: ['a', 'b'], text: own, error: 'b is too many' },
    { what: 'an option that it does not know', argv: ['--fast', 'a'], text: own, error: "'--fast'" },
    { what: 'text that is not JSON', argv: ['a'], text: '{', error: 'a is not JSON' },
    { what: 'a file without vectors', argv: ['a'], text: '{"vectors": []}', error: 'there is no vector in it' },
    { what: 'another list', argv: ['a'], text: '[]', error: 'expected object' },
    { what: 'a kind that it does not know', argv: ['a'], text: one({ kind: 'race', expect: { a: 1 } }), error: 'kind' },
    { what: 'a vector that expects nothing', argv: ['a'], text: one({ expect: {} }), error: 'nothing is expected' },
  ])('ends with 2 and says why when given $what', async ({ argv, text, error }) => {
    const ended = await conform(argv, () => text);
    expect(ended).toMatchObject({ exitCode: 2, out: '', error: expect.stringContaining(error) });
  });

  it('ends with 2 when the file is not there', async () => {
    const ended = await conform(['a.json'], (file) => readFileSync(`/nowhere/${file}`, 'utf8'));
    expect(ended).toMatchObject({ exitCode: 2, error: expect.stringContaining('a.json cannot be read: ENOENT') });
  });
});
