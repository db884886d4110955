import * as tf from '@tensorflow/tfjs';
import type { Places } from '../../onnx/append-objects.js';

const BOX_WEIGHT = 2; // against the classes' loss, as the paper has it
const EPSILON = 1e-6;

export interface DetectionAnswers {
  /** [n, places, classes + 4 edges on the canvas + whether there is an object] */
  readonly truth: tf.Tensor;
  /** [n, places, classes] */
  readonly logits: tf.Tensor;
  /** In strides, [n, places, 4]. */
  readonly distances: tf.Tensor;
  readonly places: Places;
}

/**
 * Quality focal loss for the classes: what a place should say of its object's class is how well its box fits, so that the
 * best box is also the most confident; and generalised intersection over union for the boxes, those that fit weighing more.
 * @see Li et al. 2020; Rezatofighi et al. 2019
 */
export function detectionLoss({ truth, logits, distances, places }: DetectionAnswers): tf.Scalar {
  const classes = logits.shape[2]!;
  const [isClass, edges, isObject] = tf.split(truth, [classes, 4, 1], 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const { overlap, generalised } = overlaps(boxesAt(distances, places), tf.split(edges, 4, 2));
  const quality = constant(overlap.mul(isObject));
  const objects = isObject.sum().maximum(1);
  const classLoss = qualityFocal(logits, isClass.mul(quality)).sum().div(objects);
  const boxLoss = tf.sub(1, generalised).mul(quality).sum().div(quality.sum().maximum(1));
  return classLoss.add(boxLoss.mul(BOX_WEIGHT)).asScalar();
}

function qualityFocal(logits: tf.Tensor, wanted: tf.Tensor): tf.Tensor {
  const crossEntropy = tf
    .relu(logits)
    .sub(logits.mul(wanted))
    .add(tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  const surprise = constant(wanted.sub(tf.sigmoid(logits)));
  return crossEntropy.mul(surprise.square());
}

type Edges = readonly tf.Tensor[];

function boxesAt(distances: tf.Tensor, { x, y, stride }: Places): Edges {
  const column = (values: Float32Array) => tf.tensor(values, [1, values.length, 1]);
  const [left, top, right, bottom] = tf.split(distances.mul(column(stride)), 4, 2) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const [middleX, middleY] = [column(x), column(y)];
  return [middleX.sub(left), middleY.sub(top), middleX.add(right), middleY.add(bottom)];
}

/** Intersection over union, and the same less the share of the rectangle around both that neither covers. */
function overlaps(some: Edges, others: Edges) {
  const [left, top, right, bottom] = some as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [otherLeft, otherTop, otherRight, otherBottom] = others as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const sharedWidth = tf.relu(tf.minimum(right, otherRight).sub(tf.maximum(left, otherLeft)));
  const sharedHeight = tf.relu(tf.minimum(bottom, otherBottom).sub(tf.maximum(top, otherTop)));
  const shared = sharedWidth.mul(sharedHeight);
  const areas = right
    .sub(left)
    .mul(bottom.sub(top))
    .add(otherRight.sub(otherLeft).mul(otherBottom.sub(otherTop)));
  const union = areas.sub(shared).add(EPSILON);
  const width = tf.maximum(right, otherRight).sub(tf.minimum(left, otherLeft));
  const around = width.mul(tf.maximum(bottom, otherBottom).sub(tf.minimum(top, otherTop))).add(EPSILON);
  const overlap = shared.div(union);
  return { overlap, generalised: overlap.sub(around.sub(union).div(around)) };
}

/** The same value, through which no gradient flows. */
function constant(value: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({
    value: (x as tf.Tensor).clone(),
    gradFunc: (dy) => tf.zerosLike(dy),
  }))(value);
}
