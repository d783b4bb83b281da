import { describe, expect, it } from 'vitest';
import { readServeOptions, serveHelpText } from '../../rehearsal/serving/options.ts';

describe('readServeOptions', () => {
  it('serves shielda at port 4566 with detection armed where nothing is said', () => {
    expect(readServeOptions([])).toEqual({
      command: 'serve',
      plans: 'plans',
      plan: undefined,
      isArmed: true,
      speed: 20,
      seed: 1,
      port: 4566,
    });
  });

  it('takes each option that the help names', () => {
    const named = [...serveHelpText.matchAll(/^ {2}--([a-z]+)/gm)].map(([, name]) => name);
    const args = [
      '--plans',
      'mine',
      '--plan',
      'ekb',
      '--port',
      '0',
      '--disarmed',
      '--speed',
      '7',
      '--seed',
      '9',
      '--help',
    ];
    expect(readServeOptions(args)).toEqual({
      command: 'help',
      plans: 'mine',
      plan: 'ekb',
      isArmed: false,
      speed: 7,
      seed: 9,
      port: 0,
    });
    expect(args.filter((one) => one.startsWith('--')).sort()).toEqual(named.map((name) => `--${name}`).sort());
  });

  it.each([
    { args: ['--port', '70000'], says: '--port takes a whole number from 0 to 65535, not "70000".' },
    { args: ['--speed', '0'], says: '--speed takes a whole number from 1 to 100, not "0".' },
    { args: ['--prot', '1'], says: "Unknown option '--prot'. See: npm run simulate -- --help" },
    { args: ['4566'], says: 'See: npm run simulate -- --help' },
  ])('says what to do about $args', ({ args, says }) => {
    expect(() => readServeOptions(args)).toThrow(says);
  });
});
