import type { Plan, Runbook } from '../../shared/contracts/plan.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkDetection, warnDetection } from './check-detection.ts';
import { checkPins, warnPins } from './check-pins.ts';
import { checkRehearsal } from './check-rehearsal.ts';
import { checkResponse, warnResponse } from './check-response.ts';
import { checkRunbooks, warnRunbooks } from './check-runbooks.ts';
import { checkVerification } from './check-verification.ts';
import type { Complaint } from './complaint.ts';
import { duplicates } from './duplicates.ts';

const checkRunbook = (name: string, runbook: Runbook): Complaint[] => {
  const path = ['runbooks', name, 'stages'];
  const stages = duplicates(runbook.stages.map((stage) => stage.name));
  const steps = duplicates(runbook.stages.flatMap((stage) => stage.steps.map((step) => step.id)));
  return [
    ...stages.map((stage) => ({ path, message: `two stages are called ${stage}` })),
    ...steps.map((step) => ({ path, message: `two steps are called ${step}` })),
  ];
};

const checkRunbookNames = ({ response, runbooks }: Plan): Complaint[] => {
  const names = Object.keys(runbooks);
  const message = `no such runbook; there is: ${names.join(', ') || 'none'}`;
  const named = [
    { key: 'runbook', name: response.runbook },
    { key: 'restoreRunbook', name: response.restoreRunbook },
  ];
  return named.flatMap(({ key, name }) =>
    name === undefined || names.includes(name) ? [] : [{ path: ['response', key], message }],
  );
};

/** Each contact but the last is spared no longer than this, and the last one must have a turn, too. */
const checkContacts = ({ response: { contacts, escalateAfter, approvalTimeout } }: Plan): Complaint[] => {
  const needed = contacts.length * escalateAfter;
  if (contacts.length < 2 || needed <= approvalTimeout) return [];
  const message = `${contacts.length} contacts of ${escalateAfter} s each do not fit into an approvalTimeout of ${approvalTimeout} s`;
  return [{ path: ['response', 'contacts'], message }];
};

export const crossCheck = (plan: Plan): Complaint[] => {
  const sameRegion =
    plan.regions.primary === plan.regions.standby
      ? [{ path: ['regions'], message: 'primary and standby are the same Region: nothing to fail over to' }]
      : [];
  return [
    ...sameRegion,
    ...checkRunbookNames(plan),
    ...checkContacts(plan),
    ...checkDetection(plan),
    ...checkResponse(plan),
    ...checkVerification(plan),
    ...checkRunbooks(plan),
    ...checkDeadlines(plan),
    ...checkPins(plan),
    ...checkRehearsal(plan),
    ...Object.entries(plan.runbooks).flatMap(([name, runbook]) => checkRunbook(name, runbook)),
  ];
};

/** What is allowed and unwise. */
export const warnings = (plan: Plan): Complaint[] => [
  ...warnDetection(plan),
  ...warnResponse(plan),
  ...warnRunbooks(plan),
  ...warnPins(plan),
  ...Object.entries(plan.runbooks).flatMap(([name, runbook]) => warnRunbook(plan, name, runbook)),
];

/** docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html: records change there alone. */
const recordsHome = 'us-east-1';

const warnRecords = ({ regions }: Plan, { kind }: Runbook): string =>
  kind === 'failover' && regions.primary === recordsHome
    ? `needs the control plane of Route 53, which lives in ${recordsHome}, the Region that this runbook leaves: while it is lost the name stays where it is; use strategy: health`
    : `needs the control plane of Route 53, which lives in ${recordsHome}; prefer strategy: health`;

const warnRunbook = (plan: Plan, name: string, runbook: Runbook): Complaint[] =>
  runbook.stages.flatMap((stage, stageIndex) =>
    stage.steps.flatMap((step, stepIndex) => {
      if (!('switchDns' in step)) return [];
      const path = ['runbooks', name, 'stages', stageIndex, 'steps', stepIndex, 'switchDns'];
      const dns = step.switchDns;
      const ttl = dns.strategy === 'health' ? dns.ttl : 'ttl' in dns.from ? dns.from.ttl : 60;
      return [
        ...(dns.strategy === 'records' ? [{ path, message: warnRecords(plan, runbook) }] : []),
        ...(ttl > 60 ? [{ path, message: `a TTL of ${ttl} s keeps clients on the lost side for as long` }] : []),
      ];
    }),
  );
