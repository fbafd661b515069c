"""Facts about a tool from elsewhere, by the keys of a tool's file. They are taken as found and checked afterwards."""
