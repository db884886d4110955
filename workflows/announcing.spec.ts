import { announcementId } from './announcing.js';

const promotion = (promotedAt: string) =>
  announcementId({ family: 'f', version: '20261121T080000Z-0000bbbb', previousVersion: null, reason: '', promotedAt });

it('gives every promotion an id of its own, also of a version that is promoted a second time', () => {
  expect(promotion('2026-11-21T08:15:00.123Z')).toBe('promotion-f-20261121T080000Z-0000bbbb-20261121T081500123Z');
  expect(promotion('2026-11-21T08:15:00.124Z')).not.toBe(promotion('2026-11-21T08:15:00.123Z'));
});
