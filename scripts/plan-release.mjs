import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { imagesAt, nextVersion, versionOfTag } from './release/version.mjs';
import { ROOT } from './setup/locations.mjs';

// node scripts/plan-release.mjs (v1.2.3 | patch | minor | major): writes tag, version and images as outputs of a job. A tag
// is taken as it is; an increment is counted from the newest tag of this clone, so all tags must have been fetched.
try {
  const [wanted = ''] = process.argv.slice(2);
  const tags = execFileSync('git', ['tag', '--list'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
  const version = wanted.startsWith('v') ? versionOfTag(wanted) : nextVersion(tags, wanted);
  const images = imagesAt(process.env.REGISTRY ?? '', process.env.IMAGE_PREFIX ?? '');
  const outputs = `tag=v${version}\nversion=${version}\nimages=${images}\n`;
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, outputs);
  process.stdout.write(outputs);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
