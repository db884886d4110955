import { connectToTemporal } from './connection.js';

it('keeps trying for a while, then says where it looked and what to do', async () => {
  const started = Date.now();
  await expect(
    connectToTemporal({ namespace: 'default', connection: { address: '127.0.0.1:9' } }, 600),
  ).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringMatching(/127\.0\.0\.1:9 \(tried for 0\.6 s\).*TEMPORAL_ADDRESS/) as string,
  });
  expect(Date.now() - started).toBeGreaterThan(500);
});
