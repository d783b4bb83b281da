import { describe, expect, it } from 'vitest';
import { readOptions } from '../../rehearsal/options.ts';
import { verifyFaultNames, verifyFaultOf } from '../../rehearsal/verify/faults.ts';
import { readVerifyOptions } from '../../rehearsal/verify/options.ts';

describe('the options of npm start', () => {
  it('are a rehearsal of shielda, with what its runbook is for, when none is given', () => {
    expect(readOptions([])).toMatchObject({
      command: 'rehearse',
      plans: 'plans',
      plan: undefined,
      fault: undefined,
      dryRun: false,
      port: 0,
    });
  });

  it.each([
    { args: ['--fault', 'meteor'], says: /--fault meteor: no such fault\. There are: region-lost/ },
    { args: ['--speed', '0'], says: /--speed takes a whole number from 1 to 100, not "0"/ },
    { args: ['--speed', 'fast'], says: /--speed takes a whole number/ },
    { args: ['--port', '70000'], says: /--port takes a whole number from 0 to 65535/ },
    { args: ['--approve', 'you'], says: /--approve takes auto or me/ },
    { args: ['--plam', 'x'], says: /--plam.*--help/ },
    { args: ['shielda'], says: /shielda.*--help/ },
  ])('refuse $args in one line that says what to do', ({ args, says }) => {
    expect(() => readOptions(args)).toThrow(says);
    try {
      readOptions(args);
    } catch (error) {
      expect(error instanceof Error ? error.message.split('\n') : []).toHaveLength(1);
    }
  });

  it.each([['--help'], ['-h']])('%s asks for help', (flag) => {
    expect(readOptions([flag]).command).toBe('help');
  });
});

describe('the options of npm run rehearse:verify', () => {
  it('are 100 MB of shielda and a good backup when none is given', () => {
    expect(readVerifyOptions([])).toMatchObject({
      command: 'verify',
      plans: 'plans',
      plan: undefined,
      fault: 'none',
      megabytes: 100,
    });
  });

  it.each([
    { fault: 'slow-to-show', ends: 'passed' },
    { fault: 'snapshot-deleted', ends: 'passed' },
    { fault: 'earlier-namesake', ends: 'failed' },
  ] as const)('know the fault $fault, after which a run must end as $ends', ({ fault, ends }) => {
    expect(readVerifyOptions(['--fault', fault]).fault).toBe(fault);
    expect(verifyFaultOf(fault).ends).toBe(ends);
  });

  it('refuse a fault that there is not, and name those that there are', () => {
    expect(() => readVerifyOptions(['--fault', 'meteor'])).toThrow(
      `--fault meteor: no such fault. There are: ${verifyFaultNames.join(', ')}.`,
    );
  });

  it('ask for the list', () => {
    expect(readVerifyOptions(['--list']).command).toBe('list');
  });
});
