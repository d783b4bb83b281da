import { describe, expect, it } from 'vitest';
import { hurried } from '../../rehearsal/hurried.ts';

const shortened = (code: string, speed: number): string =>
  hurried({ template: {}, tags: {}, codeOf: (key) => ({ code, file: key }) }, speed).codeOf('chooseNextStage').code;

describe('what a rehearsal makes of the time limits of a plan', () => {
  it.each([
    { code: 'onFailure:"ask",timeout:1200,promoteReplica:{}', speed: 20, becomes: 60 },
    { code: 'onFailure:"stop",timeout:1201,promoteReplica:{}', speed: 20, becomes: 61 },
    { code: 'onFailure:"ask",timeout:36e3,checkData:{}', speed: 20, becomes: 1800 },
    // PostgreSQL and the functions are no faster for it.
    { code: 'onFailure:"ask",timeout:300,checkEndpoint:{}', speed: 20, becomes: 30 },
    { code: 'onFailure:"ask",timeout:20,checkEndpoint:{}', speed: 20, becomes: 20 },
    { code: 'onFailure:"ask",timeout:300,checkEndpoint:{}', speed: 1, becomes: 300 },
    { code: 'restore:{instanceClass:"db.t4g.medium",within:1800,timeout:7200}', speed: 100, becomes: 72 },
  ])('makes $becomes s of $code at speed $speed', ({ code, speed, becomes }) => {
    expect(shortened(code, speed)).toBe(code.replace(/timeout:\w+/, `timeout:${becomes}`));
  });

  it.each([
    'askOperator:{question:"Restore?",timeout:10800}',
    'checkEndpoint:{url:"https://a.example",timeout:5}',
    'onFailure:o.dryRun?"stop":t.onFailure,timeout:e.timeout',
  ])('leaves %s alone', (code) => {
    expect(shortened(code, 20)).toBe(code);
  });
});
