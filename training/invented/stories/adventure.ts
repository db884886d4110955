import type { Story } from '../genre.js';

export const adventureStory: Story = {
  titles: {
    adjectives: ['Lost', 'Golden', 'Uncharted', 'Forbidden', 'Emerald', 'Seventh', 'Northern', 'Wandering'],
    nouns: ['Island', 'Compass', 'Expedition', 'Voyage', 'Map', 'Caravan', 'River', 'Summit', 'Treasure', 'Kingdom'],
  },
  places: [
    'On an island that rises from the sea once in a century',
    'In the mountains beyond the last caravan road',
    'Down a jungle river that has no known source',
    'On a sailing ship with a crew of runaways',
    'Across a desert that buried an ancient kingdom',
    'In the icy north, where compasses spin',
  ],
  roles: [
    'young mapmaker',
    'stubborn explorer',
    'balloon pilot',
    'pirate’s daughter',
    'mountain guide',
    'museum thief',
  ],
  beginnings: [
    'finds half of a treasure map in an old globe',
    'sets sail to look for a lost expedition',
    'steals a golden compass that points to no north',
    'is shipwrecked with a rival from the museum',
    'follows a legend to a temple behind a waterfall',
    'bets a fortune on crossing the continent by balloon',
  ],
  troubles: [
    'Pirates are on the trail, the rope bridge is cut, and the jungle swallows one guide after another.',
    'Crossing glaciers and quicksand, the travellers learn that the legend was written as a warning.',
    'A rival expedition with better ships and no scruples means to reach the treasure first.',
    'To pass the ancient gate {Name} and {Friend} must solve a riddle that drowned an army.',
    'Storms drive the ship off every chart, toward a coast guarded by giant beasts.',
    'Captured by bandits, {she} bargains for the lives of the crew with a story about a lost city.',
  ],
  endings: [
    'Beyond the last mountain waits a hidden kingdom, and a treasure that is not made of gold.',
    'The journey of a lifetime ends at the summit, where only one of them can hold the rope.',
    'With the volcano waking {Name} has to choose between the treasure and {her} companions.',
    'They find the lost city at last, and must race the rising sea to tell the world.',
  ],
};
