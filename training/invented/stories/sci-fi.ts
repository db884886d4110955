import type { Story } from '../genre.js';

export const sciFiStory: Story = {
  titles: {
    adjectives: ['Silent', 'Orbital', 'Synthetic', 'Distant', 'Binary', 'Weightless', 'Frozen', 'Electric'],
    nouns: ['Signal', 'Orbit', 'Colony', 'Comet', 'Android', 'Station', 'Horizon', 'Paradox', 'Satellite', 'Machine'],
  },
  places: [
    'On a mining station in the rings of a dying planet',
    'In a city where machines remember for their owners',
    'Four hundred years after the last ship left Earth',
    'Aboard a colony ship halfway between two stars',
    'In a desert laboratory that listens to the sky',
    'Under the glass domes of the first town on Mars',
  ],
  roles: ['ship engineer', 'exiled astronomer', 'cloned pilot', 'android repairer', 'young physicist', 'cargo captain'],
  beginnings: [
    'receives a signal that was sent by {her} own voice',
    'wakes from cold sleep ninety years too early',
    'discovers that the new android has begun to dream',
    'builds a machine that answers letters from the future',
    'finds an alien seed growing inside the reactor',
    'is ordered to erase the memory of a whole planet',
  ],
  troubles: [
    'The computer that steers the ship has started to lie, and the oxygen counts down to zero.',
    'An alien fleet waits behind the moon, and only a forgotten robot speaks its language.',
    'Every jump through the wormhole returns {him} to a slightly different universe, and {Friend} fades from each.',
    'The corporation that owns the colony sends hunters with orders to destroy the experiment.',
    'Time itself begins to loop around the laboratory, a little shorter with every orbit.',
    'The clones learn how short their lives were made, and the station turns against its makers.',
  ],
  endings: [
    'With one fuel cell left {she} must choose between returning to Earth and saving a new kind of life.',
    'The answer lies beyond the edge of the galaxy, where no transmission has ever come back.',
    'To stop the machine {Name} has to upload {her} own mind and trust a robot to wake it again.',
    'Humanity gets a second world, if the crew can prove in one hour that it deserves the first.',
  ],
};
