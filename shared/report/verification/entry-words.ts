import type { Fact } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import { besideWords } from '../../domain/verification/beside.ts';

/** What an entry of the ledger says, on one line; the whole of it is in the record. */
export function entryWords(fact: Fact): string {
  switch (fact.type) {
    case 'intent':
      return `${fact.command.service}:${fact.command.operation} in ${fact.command.region}: ${fact.because}`;
    case 'outcome':
      return [fact.result, fact.error, fact.message].filter(Boolean).join(': ');
    case 'recoveryPointChosen':
      return `${fact.verdict}: ${fact.because}`;
    case 'copySeen':
      return fact.arn;
    case 'checked':
      return checkedWords(fact.results);
    case 'copyBroke':
      return `${fact.kind} ${fact.name}: ${fact.because}`;
    case 'listedBeside':
      return `${fact.database}: ${fact.things.length === 0 ? 'nothing' : besideWords(fact.things)}`;
    case 'verificationOpened':
      return fact.scope.map(({ plan, verification }) => `${plan}/${verification}`).join(', ');
    case 'leftoverFound':
      return `${fact.arn}: ${fact.because}`;
    case 'claimsRead':
      return `${fact.madeBy}: ${fact.copies.map(({ name }) => name).join(', ') || 'nothing is open'}`;
    case 'sweepBlind':
      return `${fact.region}: ${fact.because}`;
    case 'runFailed':
      return `${fact.state}: ${fact.error}`;
    case 'runRefused':
      return fact.reason;
    case 'waiting':
    case 'stepFailed':
      return fact.because;
    default:
      return '';
  }
}

/** Those that passed are only counted: a large database has hundreds. */
function checkedWords(results: readonly DataCheckResult[]): string {
  const open = results
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ name, outcome }) => `, ${outcome}: ${name}`);
  return `${results.length} results${open.join('')}`;
}
