import { decodePixels } from './image.js';
import type { ImageSize } from './image.js';
import type { Box } from './boxes.js';

export const LETTERBOX_DECODING = 'letterbox-1'; // to be counted up when this file gives other pixels for the same bytes
const GREY = { r: 114, g: 114, b: 114 }; // what detectors pad with since YOLOv5: neither dark nor bright

/** How a picture is laid on the canvas. Served pictures are always whole, in the middle and not mirrored. */
export interface View {
  readonly isMirrored: boolean;
  /** 1 is as large as fits; more cuts off, less leaves room. */
  readonly zoom: number;
  /** Where it lies within what room there is, 0 (left, top) to 1; of a picture that is too large: which part is seen. */
  readonly across: number;
  readonly down: number;
}

export const WHOLE: View = { isMirrored: false, zoom: 1, across: 0.5, down: 0.5 };

/** Where a picture lies, in pixels of the canvas; parts of it may lie outside. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isMirrored: boolean;
}

/** @param canvas pixels a side */
export function frameOf({ width, height }: ImageSize, canvas: number, view: View = WHOLE): Frame {
  const scale = (canvas / Math.max(width, height)) * view.zoom;
  const framed = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return {
    ...framed,
    left: Math.round((canvas - framed.width) * view.across),
    top: Math.round((canvas - framed.height) * view.down),
    isMirrored: view.isMirrored,
  };
}

/** A box in fractions of the picture -> in pixels of the canvas, also where that is outside. */
export function ontoCanvas({ left, top, right, bottom }: Box, frame: Frame): Box {
  const [from, to] = frame.isMirrored ? [1 - right, 1 - left] : [left, right];
  return {
    left: frame.left + from * frame.width,
    top: frame.top + top * frame.height,
    right: frame.left + to * frame.width,
    bottom: frame.top + bottom * frame.height,
  };
}

export interface Letterboxed {
  /** RGB in rows, uint8 [canvas, canvas, 3] */
  readonly pixels: Uint8Array;
  readonly frame: Frame;
  readonly size: ImageSize;
}

/**
 * An encoded image on a square canvas, its proportions kept and grey around it.
 * @throws InvalidInputError NOT_AN_IMAGE, IMAGE_TOO_LARGE or DAMAGED_IMAGE, naming `field`
 */
export async function letterbox(
  bytes: Uint8Array,
  field: string,
  canvas: number,
  view: View = WHOLE,
): Promise<Letterboxed> {
  const { pixels, size } = await decodePixels(bytes, field, (image, whole) => {
    const frame = frameOf(whole, canvas, view);
    const [left, top] = [Math.max(0, frame.left), Math.max(0, frame.top)];
    const width = Math.min(canvas, frame.left + frame.width) - left;
    const height = Math.min(canvas, frame.top + frame.height) - top;
    return image
      .flop(frame.isMirrored)
      .resize(frame.width, frame.height, { fit: 'fill' })
      .extract({ left: left - frame.left, top: top - frame.top, width, height })
      .extend({ left, top, right: canvas - left - width, bottom: canvas - top - height, background: GREY });
  });
  return { pixels, frame: frameOf(size, canvas, view), size };
}
