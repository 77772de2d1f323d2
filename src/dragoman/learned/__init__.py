"""What was learned from examples: a compact encoder of sentences, shared by all, and small linear heads.

Nothing here reads a text by itself: a stage describes what it sees in features, a head weighs them. The heads
come with the package; the encoder is an extra (`pip install 'dragoman[encoder]'`), and every head has a
twin that does without it. How the weights came about: scripts/train_events.py.
"""
