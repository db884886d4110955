import { FIXED_64, LENGTH_DELIMITED, VARINT, message, summaryEvent, tag } from './tensorboard-event.js';
import type { Writer } from './tensorboard-event.js';

const PLUGIN = 'hparams';
const DT_FLOAT = 1; // tensorflow.DataType
const SUCCESS = 1; // of tensorboard.hparams.Status

/** A run as TensorBoard's plugin for hyperparameters knows it. */
export interface Session {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** Runs of one group differ in nothing but their seed and what they saw: the page shows their mean. */
  readonly group: string;
}

/** tensorboard.hparams.SessionStartInfo, where the plugin looks for it. */
export function sessionStartEvent({ startedAt, hyperparameters, group }: Session): Uint8Array {
  return pluginEvent(startedAt, 'session_start_info', 3, (start) => {
    for (const [name, value] of Object.entries(hyperparameters)) {
      message(start, 1, (entry) =>
        message(entry.uint32(tag(1, LENGTH_DELIMITED)).string(name), 2, (held) => writeValue(held, value)),
      );
    }
    start.uint32(tag(4, LENGTH_DELIMITED)).string(group);
    return start.uint32(tag(5, FIXED_64)).double(startedAt.getTime() / 1000);
  });
}

/** tensorboard.hparams.SessionEndInfo */
export function sessionEndEvent({ endedAt }: Session): Uint8Array {
  return pluginEvent(endedAt, 'session_end_info', 4, (end) =>
    end
      .uint32(tag(1, VARINT))
      .int32(SUCCESS)
      .uint32(tag(2, FIXED_64))
      .double(endedAt.getTime() / 1000),
  );
}

/** A summary without a value: the plugin reads what is said in its metadata. */
function pluginEvent(at: Date, name: string, field: number, write: (writer: Writer) => Writer): Uint8Array {
  return summaryEvent({ at, step: 0 }, `_hparams_/${name}`, (value) => {
    message(value, 9, (metadata) =>
      message(metadata, 1, (plugin) => {
        plugin.uint32(tag(1, LENGTH_DELIMITED)).string(PLUGIN);
        return message(plugin, 2, (data) => message(data.uint32(tag(1, VARINT)).int32(0), field, write));
      }),
    );
    return message(value, 8, (tensor) =>
      message(tensor.uint32(tag(1, VARINT)).int32(DT_FLOAT), 2, (shape) =>
        message(shape, 2, (dimension) => dimension.uint32(tag(1, VARINT)).int64(0)),
      ),
    );
  });
}

/** google.protobuf.Value */
function writeValue(writer: Writer, value: unknown): Writer {
  if (typeof value === 'number') return writer.uint32(tag(2, FIXED_64)).double(value);
  if (typeof value === 'boolean') return writer.uint32(tag(4, VARINT)).bool(value);
  return writer.uint32(tag(3, LENGTH_DELIMITED)).string(typeof value === 'string' ? value : JSON.stringify(value));
}
