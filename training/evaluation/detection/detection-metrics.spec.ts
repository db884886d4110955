import { averagePrecision } from './average-precision.js';
import { detectionMetricsOf } from './detection-metrics.js';
import { drawPictures } from './drawn-pictures.contract.js';
import { matchClass } from './match-objects.js';
import type { SeenPicture } from './seen-objects.js';

/** What pycocotools 2.0.11 (COCOeval, area all, maxDets 100) says of the pictures that the formulas draw. */
const COCO = [
  {
    ...{ seed: 7, pictures: 30, classes: 3, confidences: 1000, truths: 54, found: 100 },
    ...{ meanAp50: 0.34543488731864835, meanAp50To95: 0.17795480633418098 },
    perClass: [0.4113320814840104, 0.43412940195118405, 0.1908431785207506],
  },
  {
    ...{ seed: 11, pictures: 40, classes: 4, confidences: 5, truths: 75, found: 145 },
    ...{ meanAp50: 0.2698532365761036, meanAp50To95: 0.1280084477566701 },
    perClass: [0.24240762084623604, 0.22346072445082346, 0.3179817113850594, 0.29556288962229554],
  },
  {
    ...{ seed: 5, pictures: 12, classes: 1, confidences: 3, truths: 27, found: 45 },
    ...{ meanAp50: 0.33031742119795493, meanAp50To95: 0.14526704395322534 },
    perClass: [0.33031742119795493],
  },
  {
    ...{ seed: 23, pictures: 60, classes: 6, confidences: 40, truths: 97, found: 184 },
    ...{ meanAp50: 0.2736626095348193, meanAp50To95: 0.15350544548130698 },
    perClass: [
      0.39836924868957485, 0.3499999999999999, 0.09667745620715919, 0.30949967367003184, 0.19943422913719938,
      0.28799504950495053,
    ],
  },
];

const once = (pictures: readonly SeenPicture[]) => new Uint16Array(pictures.length).fill(1);

describe('mean average precision of found objects', () => {
  it.each(COCO)(
    'is what pycocotools computes, with $classes classes and $confidences confidences',
    ({ seed, pictures: count, classes, confidences, truths, found, meanAp50, meanAp50To95, perClass }) => {
      const pictures = drawPictures(seed, count, classes, confidences);
      expect(pictures.flatMap(({ truth }) => truth)).toHaveLength(truths);
      expect(pictures.flatMap((picture) => picture.found)).toHaveLength(found);

      const figures = detectionMetricsOf(pictures, classes)(once(pictures));
      expect(figures.meanAp50).toBeCloseTo(meanAp50, 12);
      expect(figures.meanAp50To95).toBeCloseTo(meanAp50To95, 12);
      perClass.forEach((expected, label) => {
        const matched = matchClass(pictures, label, [0.5]);
        expect(averagePrecision(matched, matched.isRight[0]!, once(pictures))).toBeCloseTo(expected, 12);
      });
    },
  );

  it('looks at the hundred most confident ones of a picture, as pycocotools does', () => {
    const boxAt = (left: number, top: number) => ({ left, top, right: left + 9, bottom: top + 9, label: 0 });
    const truth = Array.from({ length: 20 }, (_, index) => boxAt(10 * index, 10));
    const found = Array.from({ length: 150 }, (_, index) => ({
      ...boxAt(10 * (index % 20), 10 + Math.floor(index / 20)),
      confidence: ((index * 37) % 150) / 150,
    }));
    const figures = detectionMetricsOf([{ truth, found }], 1)(Uint16Array.of(1));
    expect(figures.meanAp50).toBeCloseTo(0.34476536559431026, 12);
    expect(figures.meanAp50To95).toBeCloseTo(0.2271124870845747, 12);
  });

  it('counts a picture as often as a resample drew it', () => {
    const pictures = drawPictures(7, 30, 3, 1000);
    const counts = Uint16Array.from(pictures, (_, index) => index % 3);
    const repeated = pictures.flatMap((picture, index) => Array<SeenPicture>(index % 3).fill(picture));
    const expected = detectionMetricsOf(repeated, 3)(once(repeated));
    expect(detectionMetricsOf(pictures, 3)(counts).meanAp50).toBeCloseTo(expected.meanAp50, 12);
  });

  it('says nothing of a class that is on no picture', () => {
    const pictures = drawPictures(5, 12, 1, 3);
    const alone = detectionMetricsOf(pictures, 1)(once(pictures));
    expect(detectionMetricsOf(pictures, 2)(once(pictures))).toEqual(alone);
    const none = detectionMetricsOf([{ truth: [], found: [] }], 2)(Uint16Array.of(1));
    expect(none.meanAp50).toBeNaN();
  });

  it('is 1 for boxes that are the true ones, and 0 for none', () => {
    const pictures = drawPictures(23, 60, 6, 40);
    const perfect = pictures.map(({ truth }) => ({ truth, found: truth.map((box) => ({ ...box, confidence: 0.5 })) }));
    expect(detectionMetricsOf(perfect, 6)(once(perfect))).toEqual({ meanAp50: 1, meanAp50To95: 1 });
    const blind = pictures.map(({ truth }) => ({ truth, found: [] }));
    expect(detectionMetricsOf(blind, 6)(once(blind))).toEqual({ meanAp50: 0, meanAp50To95: 0 });
  });
});
