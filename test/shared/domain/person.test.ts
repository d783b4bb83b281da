import { expect, it } from 'vitest';
import { personOf, starterOf } from '../../../shared/domain/person.ts';

const arn = 'arn:aws:iam::111122223333:user/ada';

it.each([
  { named: { operator: 'Ada' }, shown: 'Ada' },
  { named: { operator: 'Ada', identity: undefined }, shown: 'Ada' },
  { named: { operator: 'Ada', identity: arn }, shown: `Ada (${arn})` },
])('shows $named as $shown', ({ named, shown }) => {
  expect(personOf(named)).toBe(shown);
  expect(starterOf(named)).toBe(shown);
});

it.each([{}, { operator: undefined }, { identity: arn }])('shows nobody where nobody gave a name: %j', (named) => {
  expect(starterOf(named)).toBeUndefined();
});
