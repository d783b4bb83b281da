import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../../deployment/plans/explain.ts';
import { parsePlan } from '../../../deployment/plans/parse-plan.ts';

const good = readFileSync('test/plans/shielda.yml', 'utf8');
const problems = (text: string) => parsePlan(text, 'plans/x.yml').problems.map(inWords);
const edited = (from: string | RegExp, to: string) => {
  const text = good.replace(from, to);
  expect(text, 'the edit must change the plan').not.toBe(good);
  return text;
};
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('a plan file', () => {
  it('is parsed into seconds, Regions and steps', () => {
    const { plan } = parsePlan(good, 'test/plans/shielda.yml');
    expect(plan?.objectives).toEqual({ rto: 1800, rpo: 300 });
    expect(plan?.regions).toEqual({ primary: 'us-west-2', standby: 'us-east-1' });
  });

  it('has the same hash whatever its comments say, and another when its meaning changes', () => {
    const hash = parsePlan(good, 'a.yml').plan?.hash;
    expect(parsePlan(`# hello\n${good}`, 'b.yml').plan?.hash).toBe(hash);
    expect(parsePlan(edited('maxLag: 5m', 'maxLag: 6m'), 'c.yml').plan?.hash).not.toBe(hash);
  });

  it.each([
    { fault: 'an unknown key', from: 'maxLag: 5m', to: 'maxLagg: 5m', says: /promoteReplica.*maxLagg/ },
    { fault: 'a duration without a unit', from: 'rto: 30m', to: 'rto: 30', says: /objectives\.rto/ },
    {
      fault: 'a Region that is none',
      from: 'primary: us-west-2',
      to: 'primary: uswest2',
      says: /regions\.primary.*Region/,
    },
    {
      fault: 'a step without a kind',
      from: 'scaleService:',
      to: 'scaleServices:',
      says: /\.scaleServices: is no field here: did you mean scaleService\?$/,
    },
    {
      fault: 'backups switched off',
      from: 'backupRetentionDays: 35',
      to: 'backupRetentionDays: 0',
      says: /backupRetentionDays/,
    },
    {
      fault: 'a second statement in a check',
      from: 'FROM organizations,',
      to: 'FROM organizations; DROP TABLE x,',
      says: /sql.*SELECT/,
    },
    { fault: 'a check without a bound', from: ', atLeast: 1 }', to: ' }', says: /atLeast or atMost/ },
    {
      fault: 'a response to a runbook that is not there',
      from: 'runbook: region-failover\n',
      to: 'runbook: failover\n',
      says: /response\.runbook.*no such runbook/,
    },
    { fault: 'one Region for both sides', from: 'standby: us-east-1', to: 'standby: us-west-2', says: /same Region/ },
    {
      fault: 'two steps of one name',
      from: 'id: database-host',
      to: 'id: database',
      says: /two steps are called database/,
    },
    {
      fault: 'a health check whose id and host are none',
      from: /healthCheck: 5e1da000-0002-4000-8000-000000000002\n {6}host: app.shielda.dev/,
      to: 'healthCheck: 5e1da000-0002\n      host: App.shielda.dev.',
      says: /signals\.0\.healthCheck: is .* has to be the id of a Route 53 health check\n.*signals\.0\.host: is .* has to be a host name in lower case/,
    },
    {
      fault: 'a probe of this machine, asked too often',
      from: 'probe: https://app.shielda.dev/api/health, contains: \'"status":"ok"\', every: 10s',
      to: 'probe: http://127.1/, every: 5s',
      says: /signals\.1\.probe: 127\.0\.0\.1 is loopback: name the host .*\n.*signals\.1\.every: 5s is too short/,
    },
    {
      fault: 'a check of the metadata of an instance',
      from: 'url: https://shielda-dr-1093712205.us-east-1.elb.amazonaws.com/api/health',
      to: 'url: http://[::ffff:169.254.169.254]/latest',
      says: /checkEndpoint\.url: ::ffff:a9fe:a9fe is link-local/,
    },
  ])('with $fault is refused by file, line and field', ({ from, to, says }) => {
    const text = edited(from, to);
    const found = problems(text);
    expect(found.join('\n')).toMatch(says);
    for (const problem of found) expect(problem).toMatch(/^plans\/x\.yml:\d+: /);
  });

  it('names the line of the field', () => {
    const text = edited('maxLag: 5m', 'maxLag: soon');
    expect(problems(text)[0]).toContain(`plans/x.yml:${lineOf(text, 'maxLag: soon')}: `);
  });

  it('that is no YAML is refused with its line', () => {
    expect(problems('plan: [unclosed')[0]).toMatch(/^plans\/x\.yml:1: /);
  });

  it('that rewrites records is allowed with a warning', () => {
    const { warnings } = parsePlan(good, 'test/plans/shielda.yml');
    expect(warnings.map(inWords).join()).toContain('needs the control plane of Route 53');
  });
});
