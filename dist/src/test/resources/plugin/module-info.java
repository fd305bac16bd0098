module io.example.stamp {
  requires io.sluice.api;
  requires com.fasterxml.jackson.core;

  provides io.sluice.api.filter.FilterProvider with
      io.example.stamp.StampProvider;
}
