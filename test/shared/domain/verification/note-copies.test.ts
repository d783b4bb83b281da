import { describe, expect, it } from 'vitest';
import { noteCopies } from '../../../../shared/domain/verification/note-copies.ts';
import {
  claimWith,
  clusterAct,
  clusterWith,
  copyWith,
  known,
  memberAct,
  memberWith,
  seenAs,
  unreadable,
} from './orders.ts';

describe('what a look at a copy has seen', () => {
  it('is noted at first, and is in the claim from then on', () => {
    const { claim, notes } = noteCopies(claimWith(), [known(copyWith())]);
    expect(notes).toEqual([
      { type: 'copySeen', kind: 'instance', ...seenAs(copyWith()), createdAt: copyWith().createdAt },
    ]);
    expect(claim.seen).toEqual([expect.objectContaining(seenAs(copyWith()))]);
    expect(noteCopies(claim, [known(copyWith())])).toEqual({ claim, notes: [] });
  });

  it('is a cluster and its instance, in their order', () => {
    const { notes } = noteCopies(claimWith({ acts: [clusterAct(), memberAct()] }), [
      known(clusterWith()),
      known(memberWith()),
    ]);
    expect(notes.map(({ kind, resourceId }) => [kind, resourceId])).toEqual([
      ['cluster', 'cluster-MINE'],
      ['instance', 'db-MEMBER'],
    ]);
  });

  it.each([
    { why: 'nothing shows', copy: known(undefined) },
    { why: 'it cannot be read', copy: unreadable('RequestTimeout') },
    { why: 'nothing was looked for', copy: undefined },
    { why: 'its tags are of somebody else', copy: known(copyWith({ tags: {} })) },
    { why: 'it is in another account', copy: known(copyWith({ arn: 'arn:aws:rds:us-west-2:444455556666:db:x' })) },
  ])('is nothing where $why', ({ copy }) => {
    const claim = claimWith();
    expect(noteCopies(claim, [copy])).toEqual({ claim, notes: [] });
  });
});
