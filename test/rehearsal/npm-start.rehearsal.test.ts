import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { testPlans } from '../support/plans.ts';
import { countMissing, prepare, read, run, start, temporaryFolder } from './processes.ts';

prepare();

describe('npm start', () => {
  it('reports the rows that were really lost when the replica was 3 s behind', async () => {
    const ended = await start('--fault', 'replication-lag');
    expect(ended.output).not.toContain('Not shown');
    expect(ended.code).toBe(0);
    expect(ended.record.dataLoss.rows?.missing).toBe(countMissing(ended));
    expect(ended.record.dataLoss.rows?.missing).toBeGreaterThan(0);
    expect(ended.record.dataLoss.measuredSeconds).toBeGreaterThan(2);
    expect(ended.record.dataLoss.measuredSeconds).toBeLessThan(5);
  });

  it('loses no row when nothing is broken', async () => {
    const ended = await start('--fault', 'none');
    expect(ended.output).not.toContain('Not shown');
    expect(ended.code).toBe(0);
    expect(countMissing(ended)).toBe(0);
    expect(ended.record.dataLoss.rows).toMatchObject({ missing: 0, acknowledged: ended.rows.acknowledged.length });
    expect(ended.rows.acknowledged.length).toBeGreaterThan(50);
    expect(ended.record.dataLoss).toMatchObject({ measuredSeconds: 0, isMet: true });
    const promoted = ended.record.steps.find(({ kind }) => kind === 'promoteReplica');
    expect(promoted?.evidence).toMatchObject({ dataLossSeconds: 0, dataLossBasis: 'caughtUpAfterFence' });
  });
});

describe('npm start -- --runbook control-plane-down', () => {
  it('replaces the tasks that fail, in their own Region, and loses no row', async () => {
    const ended = await start('--runbook', 'control-plane-down');
    expect(ended.output).not.toContain('Not shown');
    expect(ended.output).toContain('the service fails, and us-west-2 is well (tasks-fail)');
    expect(ended.output).toMatch(
      /app\.shielda\.dev is served from us-west-2: yes, .* after the first request that failed/,
    );
    expect(ended.code).toBe(0);
    expect(countMissing(ended)).toBe(0);
    expect(ended.record.steps.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'redeployService done',
      'checkEndpoint done',
      'checkEndpoint done',
    ]);
    expect(ended.record.dataLoss).toMatchObject({ measuredSeconds: 0, isMet: true });
  });
});

describe('npm run rehearse:verify', () => {
  it('names the table whose page is damaged in the backup, and leaves no copy', async () => {
    const temporary = temporaryFolder();
    const options = ['--plans', testPlans, '--fault', 'corrupt-page', '--megabytes', '3', '--speed', '500'];
    const { code, output } = await run('rehearsal/rehearse-verify.ts', options, temporary);
    expect(output).not.toContain('Not shown');
    expect(code).toBe(0);
    expect(readdirSync(temporary), 'nothing is left behind').toEqual([]);
    const record = VerificationRecord.parse(read(output, 'record.json'));
    const damaged = record.results[0]?.checks.filter(({ outcome }) => outcome === 'failed');
    expect(damaged?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'read public.rehearsal_bulk',
      'heap public.rehearsal_bulk',
      'index rehearsal_bulk_pkey on public.rehearsal_bulk',
    ]);
    expect(record.results[0]?.copy.verdict).toBe('discarded');
  });
});
