import { readEnvironment } from '../../platform/environment.js';
import { placesIn } from './places.js';

it('says where things lie, and no password', () => {
  const servers = { MARQUEE_ARTIFACTS: 's3://bucket/prefix', MARQUEE_VECTORS: 'milvus://me:secret@vectors:19530' };
  const settings = readEnvironment({ MARQUEE_HOME: '/home/marquee', ...servers });
  expect(placesIn(settings)).toBe('home /home/marquee, artifacts s3://bucket/prefix, vectors vectors:19530');
});

it('says no more than there is to say', () => {
  expect(placesIn(readEnvironment({ MARQUEE_HOME: '/home/marquee' }))).toBe('home /home/marquee');
});
