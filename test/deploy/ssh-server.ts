import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../retraining/eventually.js';
import { freePort } from '../support/free-port.js';

/** A real SSH server on this machine with keys of its own, for the person who runs the tests. */
export class SshServer {
  private log = '';

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly process: ChildProcess,
  ) {
    process.stderr?.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
  }

  /** Where the server's program is, if this machine has one; MARQUEE_SSHD names another. */
  static program(): string | undefined {
    return [process.env.MARQUEE_SSHD ?? '', '/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));
  }

  /** @param programs a folder that its commands find before all others */
  static async start(folder: string, programs: string): Promise<SshServer> {
    for (const key of ['host', 'person', 'another']) {
      await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, key)]);
    }
    const port = await freePort();
    const lines = [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${join(folder, 'person.pub')}`,
      `SetEnv PATH=${programs}:${process.env.PATH}`,
      ...[
        'PidFile none',
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'PermitRootLogin prohibit-password',
      ],
    ];
    await writeFile(join(folder, 'sshd_config'), `${lines.join('\n')}\n`);
    const options = ['-D', '-e', '-f', join(folder, 'sshd_config')];
    const child = spawn(SshServer.program()!, options, { stdio: ['ignore', 'ignore', 'pipe'] });
    const server = new SshServer(folder, port, child);
    await eventually(
      () => server.log,
      (log) => log.includes('Server listening'),
    );
    await writeFile(join(folder, 'known_hosts'), `${await server.known('host')}\n`);
    return server;
  }

  get settings() {
    return {
      DEPLOY_HOST: `${userInfo().username}@127.0.0.1`,
      DEPLOY_PORT: String(this.port),
      DEPLOY_KEY_FILE: join(this.folder, 'person'),
      DEPLOY_KNOWN_HOSTS_FILE: join(this.folder, 'known_hosts'),
    };
  }

  /** What a file of known hosts says of this address when another machine answers there. */
  keyOfAnother(): Promise<string> {
    return this.known('another');
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill();
    await ended;
  }

  private async known(key: string): Promise<string> {
    return `[127.0.0.1]:${this.port} ${(await readFile(join(this.folder, `${key}.pub`), 'utf8')).trim()}`;
  }
}
