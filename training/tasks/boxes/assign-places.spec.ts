import { assignPlaces } from './assign-places.js';
import { boxAt, placesOf } from './places.js';

const CANVAS = 128;
const places = placesOf(CANVAS, [8, 16, 32]);

it('counts the places of every grid, row after row', () => {
  expect(places.x).toHaveLength(16 * 16 + 8 * 8 + 4 * 4);
  expect([places.x[1], places.y[1]]).toEqual([12, 4]);
  expect([places.x[256], places.y[256], places.stride[256]]).toEqual([8, 8, 16]);
});

it('lets large objects be answered for by coarse places and small ones by fine places', () => {
  const wide = placesOf(320, [8, 16, 32]);
  const stridesFor = (size: number) =>
    assignPlaces([{ left: 100, top: 100, right: 100 + size, bottom: 100 + size }], wide).map(
      ({ place }) => wide.stride[place],
    );
  expect(new Set(stridesFor(200))).toEqual(new Set([32]));
  expect(new Set(stridesFor(95))).toEqual(new Set([16]));
  expect(new Set(stridesFor(40))).toEqual(new Set([8]));
});

it('assigns only places whose middle lies in the object', () => {
  const box = { left: 40, top: 10, right: 90, bottom: 100 };
  for (const { place } of assignPlaces([box], places)) {
    expect(places.x[place]!).toBeGreaterThan(box.left);
    expect(places.x[place]!).toBeLessThan(box.right);
    expect(places.y[place]!).toBeGreaterThan(box.top);
    expect(places.y[place]!).toBeLessThan(box.bottom);
  }
});

it('leaves no object without a place, however small, and no place with two', () => {
  const boxes = [
    { left: 50, top: 50, right: 51, bottom: 51 },
    { left: 20, top: 20, right: 80, bottom: 80 },
    { left: 25, top: 20, right: 85, bottom: 80 },
  ];
  const assigned = assignPlaces(boxes, places);
  expect(new Set(assigned.map(({ object }) => object))).toEqual(new Set([0, 1, 2]));
  expect(new Set(assigned.map(({ place }) => place)).size).toBe(assigned.length);
});

it('says nothing of a picture without objects', () => {
  expect(assignPlaces([], places)).toEqual([]);
});

it('reads distances from the middle of a place, in its strides', () => {
  const place = 256; // the first of stride 16
  expect(boxAt(places, place, [0.5, 0.25, 1, 2])).toEqual({ left: 0, top: 4, right: 24, bottom: 40 });
});
