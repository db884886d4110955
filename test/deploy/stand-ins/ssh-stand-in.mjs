// Stands in for ssh: the other machine is this one, and its home the folder that STAND_IN_HOME names.
import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const home = process.env.STAND_IN_HOME ?? '';
const args = process.argv.slice(2);
appendFileSync(join(home, 'ssh.log'), `${JSON.stringify(args)}\n`);

if (args.includes('-N')) writeFileSync(join(home, 'tunnel.pid'), String(process.pid));
if (args.includes('-N')) forward(/:(\d+):127\.0\.0\.1:(\d+)$/.exec(args[args.indexOf('-L') + 1] ?? '') ?? []);
else {
  const child = spawn('sh', ['-c', args.at(-1) ?? ''], { cwd: home, stdio: ['inherit', 'inherit', 'inherit'] });
  child.on('close', (code) => process.exit(code ?? 1));
}

/** @param {readonly string[]} ports */
function forward([, own, other]) {
  createServer((socket) => {
    const there = connect(Number(other), '127.0.0.1');
    for (const end of [socket, there]) end.on('error', () => [socket, there].forEach((one) => one.destroy()));
    socket.pipe(there).pipe(socket);
  }).listen(Number(own), '127.0.0.1');
}
