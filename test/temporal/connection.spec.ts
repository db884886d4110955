import { Client } from '@temporalio/client';
import type { Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { NativeConnection } from '@temporalio/worker';
import { TemporalGateway } from '../../api/retrainings/temporal-gateway.js';
import { readEnvironment } from '../../platform/environment.js';
import { connectToTemporal } from '../../workflows/connection.js';
import { ensureSchedules } from '../../workflows/schedules.js';
import { retrainScheduleId } from '../../workflows/retraining.js';
import { FAMILY, RetrainingBench } from '../retraining/retraining-bench.js';
import { Authority } from '../support/certificates.js';
import { startTemporal } from '../support/temporal-server.js';
import { TlsFront } from './tls-front.js';
import type { TlsFrontSettings } from './tls-front.js';

const NAMESPACE = 'other';
const HOST = 'temporal.example'; // what the server's certificate says; it is reached by its address
const KEY = 'an-API-key';

const authority = new Authority();
const identity = authority.issue(HOST);
const worker = authority.issue('worker');
const TRUST = { TEMPORAL_TLS_SERVER_CA_CERT_DATA: authority.certificate, TEMPORAL_TLS_SERVER_NAME: HOST };
const PAIR = { TEMPORAL_TLS_CLIENT_CERT_DATA: worker.certificate, TEMPORAL_TLS_CLIENT_KEY_DATA: worker.key };

let temporal: TestWorkflowEnvironment;
const fronts: TlsFront[] = [];

beforeAll(async () => {
  temporal = await startTemporal({ namespace: NAMESPACE });
}, 30_000);
afterAll(async () => {
  for (const front of fronts) front.close();
  await temporal?.teardown();
});

async function openFront(settings: Partial<TlsFrontSettings> = {}): Promise<TlsFront> {
  const front = await TlsFront.open(temporal.address, { identity, ...settings });
  fronts.push(front);
  return front;
}

const environmentFor = (front: TlsFront, variables: Record<string, string> = {}) =>
  readEnvironment({ TEMPORAL_ADDRESS: front.address, TEMPORAL_NAMESPACE: NAMESPACE, ...variables });
const connect = (front: TlsFront, variables: Record<string, string>, patience = 2000) =>
  connectToTemporal(environmentFor(front, variables).temporal, patience);
const namespaceOf = async ({ workflowService }: NativeConnection | Connection) =>
  (await workflowService.describeNamespace({ namespace: NAMESPACE })).namespaceInfo?.name;

/** As a worker does it, and as the API does. */
async function bothReach(front: TlsFront, variables: Record<string, string>): Promise<void> {
  const connection = await connect(front, variables);
  expect(await namespaceOf(connection)).toBe(NAMESPACE);
  await connection.close();
  const gateway = TemporalGateway.open(environmentFor(front, variables));
  expect(await gateway.ask((client) => namespaceOf(client.connection as Connection))).toBe(NAMESPACE);
  await gateway.close();
}

async function bothAreRefused(front: TlsFront, variables: Record<string, string>, refusal: object): Promise<void> {
  const started = Date.now();
  await expect(connect(front, variables, 60_000)).rejects.toMatchObject({ code: 'TEMPORAL_REFUSED', ...refusal });
  expect(Date.now() - started).toBeLessThan(20_000); // waiting mends no certificate
  const gateway = TemporalGateway.open(environmentFor(front, variables));
  const asked = gateway.ask(({ workflowService }) => workflowService.describeNamespace({ namespace: NAMESPACE }));
  await expect(asked).rejects.toMatchObject({ code: 'TEMPORAL_UNAVAILABLE', status: 503 });
  await gateway.close();
}

it('trusts a server by the authority that it is told', async () => {
  await bothReach(await openFront(), TRUST);
});

it('trusts no other server, and says which setting would', async () => {
  const front = await openFront();
  const stranger = { ...TRUST, TEMPORAL_TLS_SERVER_CA_CERT_DATA: new Authority('stranger').certificate };
  await bothAreRefused(front, stranger, { field: 'TEMPORAL_TLS_SERVER_CA_CERT_PATH' });
  const { TEMPORAL_TLS_SERVER_CA_CERT_DATA } = TRUST;
  await bothAreRefused(front, { TEMPORAL_TLS_SERVER_CA_CERT_DATA }, { field: 'TEMPORAL_TLS_SERVER_NAME' });
  expect(front.calls).toEqual([]);
}, 30_000);

it('shows its certificate where it is asked for one', async () => {
  await bothReach(await openFront({ clientAuthority: authority.certificate }), { ...TRUST, ...PAIR });
});

it('says that a certificate is asked for', async () => {
  const front = await openFront({ clientAuthority: authority.certificate });
  const message = expect.stringContaining('asks for a client certificate') as string;
  await bothAreRefused(front, TRUST, { field: 'TEMPORAL_TLS_CLIENT_CERT_PATH', message });
}, 30_000);

it('says that its calls are cut off, by who wants another certificate or TLS', async () => {
  const front = await openFront({ clientAuthority: authority.certificate });
  const stranger = new Authority('stranger').issue('worker');
  const pair = { TEMPORAL_TLS_CLIENT_CERT_DATA: stranger.certificate, TEMPORAL_TLS_CLIENT_KEY_DATA: stranger.key };
  for (const [variables, expected] of [
    [{ ...TRUST, ...pair }, 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
    [{}, 'TEMPORAL_TLS'],
  ] as const) {
    const message = expect.stringMatching(`hangs up on us .*\\(see ${expected}\\)`) as string;
    await expect(connect(front, variables, 3_000)).rejects.toMatchObject({ code: 'TEMPORAL_REFUSED', message });
  }
  expect(front.calls).toEqual([]);
});

it('sends the API key and the extra headers with every call', async () => {
  const front = await openFront({ apiKey: KEY });
  await bothReach(front, { ...TRUST, TEMPORAL_API_KEY: KEY, TEMPORAL_GRPC_META_X_TEAM_NAME_SHORT: 'film' });
  expect(new Set(front.calls.map(({ method }) => method))).toEqual(new Set(['GetSystemInfo', 'DescribeNamespace']));
  for (const { headers } of front.calls) {
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-team-name-short': 'film' });
  }
});

it('says when the API key is not accepted, and does not say the key', async () => {
  const variables = { ...TRUST, TEMPORAL_API_KEY: 'geheim' };
  const message = expect.not.stringContaining('geheim') as string;
  const front = await openFront({ apiKey: KEY });
  await bothAreRefused(front, variables, { field: 'TEMPORAL_API_KEY', message });
}, 30_000);

it('says when there is no TLS to be had', async () => {
  const settings = readEnvironment({ ...TRUST, TEMPORAL_ADDRESS: temporal.address });
  await expect(connectToTemporal(settings.temporal)).rejects.toMatchObject({ field: 'TEMPORAL_TLS' });
});

it('waits for a namespace that is about to be made, then says that there is none', async () => {
  const settings = readEnvironment({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'nowhere' });
  const message = expect.stringMatching(/no namespace "nowhere"/) as string;
  const refused = { code: 'TEMPORAL_REFUSED', field: 'TEMPORAL_NAMESPACE', message };
  await expect(connectToTemporal(settings.temporal, 600)).rejects.toMatchObject(refused);
  const gateway = TemporalGateway.open(settings);
  const asked = gateway.ask((client) => client.workflow.start('retrain', { taskQueue: 'q', workflowId: 'w' }));
  await expect(asked).rejects.toMatchObject({ code: 'TEMPORAL_UNAVAILABLE', message });
  await gateway.close();
});

it('schedules and retrains in a namespace of its own, through everything that stands before it', async () => {
  const front = await openFront({ clientAuthority: authority.certificate, apiKey: KEY });
  const settings = environmentFor(front, { ...TRUST, ...PAIR, TEMPORAL_API_KEY: KEY });
  const connection = await connectToTemporal(settings.temporal);
  const client = new Client({ connection, namespace: NAMESPACE });
  const bench = new RetrainingBench({ client, nativeConnection: connection, namespace: NAMESPACE });
  await bench.startWorkers();
  await ensureSchedules(client, [FAMILY], { taskQueue: bench.taskQueue });
  expect(await bench.publish()).toMatchObject({ status: 'published' });
  await bench.stopWorkers();

  const { workflow, schedule } = temporal.client; // past everything, in the same namespace
  const ids: string[] = [];
  for await (const { workflowId } of workflow.list()) ids.push(workflowId);
  expect(ids).toEqual([expect.stringMatching(/^retrain-tiny-/)]);
  await expect(schedule.getHandle(retrainScheduleId(FAMILY)).describe()).resolves.toBeDefined();
  await connection.close();
}, 60_000);
